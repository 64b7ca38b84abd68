// Makes the parts of the benchmark callable by name from the driver: window.bench.<part>(arguments) is a promise.
import init, * as wasm from "/wasm/bench.js";
import * as draw from "./draw.js";
import * as decode from "./decode.js";
import * as growth from "./growth.js";

const program = await init();
window.bench = {
  draw: (of) => draw.run(wasm, of),
  picture: (of) => draw.picture(wasm, of),
  decode: (of) => decode.run(wasm, of),
  growth: (of) => growth.run(wasm, program.memory, of),
  refresh: (of) => growth.refresh(wasm, of),
};
