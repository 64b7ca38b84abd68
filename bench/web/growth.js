// How costs grow with slots and windows, from bytes to the picture, and what stays in memory.
import { task } from "./clock.js";
import { fetched } from "./decode.js";

const WIDTH = 1200;
const HEIGHT = 180;

function surface() {
  const canvas = document.createElement("canvas");
  canvas.width = WIDTH * devicePixelRatio;
  canvas.height = HEIGHT * devicePixelRatio;
  return canvas;
}

// of: { source, start, windows, slots, paint: after how many answers a picture is made }
// Every answer is decoded and merged in a task of its own, as in the page; a picture follows in the next one.
export async function run(wasm, memory, of) {
  const canvas = surface();
  const before = memory.buffer.byteLength;
  const begun = performance.now();
  const loading = wasm.Loading.begin(of.source, of.start, of.windows, of.slots);
  const planned = performance.now() - begun;
  const answers = [];
  const paints = [];
  let pictured = null;
  let firstPicture = null;
  let since = 0;
  for (let window = 0; window < of.windows; window += 1) {
    // The newest window first, as the loader asks.
    const start = of.start + (of.windows - 1 - window) * of.slots * 60;
    const body = await fetched(of.path.replace("START", start));
    const at = performance.now();
    loading.answer(body);
    answers.push(performance.now() - at);
    since += 1;
    await task();
    if (since >= of.paint || window === 0 || window + 1 === of.windows) {
      const painting = performance.now();
      const next = loading.paint(canvas, devicePixelRatio);
      pictured?.free();
      pictured = next;
      canvas.getContext("2d").getImageData(0, 0, 1, 1);
      paints.push(performance.now() - painting);
      firstPicture ??= performance.now() - at;
      since = 0;
      await task();
    }
  }
  const came = pictured.came;
  const points = loading.points();
  const bytes = memory.buffer.byteLength;
  pictured.free();
  loading.free();
  return { planned, answers, paints, firstPicture, came, points, before, bytes };
}

// What a refresh costs when everything is known: of: { source, start, windows, slots }
export async function refresh(wasm, of) {
  const loading = wasm.Loading.begin(of.source, of.start, of.windows, of.slots);
  for (let window = 0; window < of.windows; window += 1) {
    const start = of.start + (of.windows - 1 - window) * of.slots * 60;
    loading.answer(await fetched(of.path.replace("START", start)));
  }
  const times = [];
  let asked = 0;
  for (let round = 0; round < of.rounds; round += 1) {
    const at = performance.now();
    asked = Math.max(asked, loading.refresh());
    times.push(performance.now() - at);
  }
  loading.free();
  return { times, asked };
}
