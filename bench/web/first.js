// The first decode of a page's life: nothing was called before, in a renderer of its own. The module or the script is
// compiled and started, as it is when a real answer arrives.
import { fetched } from "./decode.js";

window.first = async ({ source, paths, who }) => {
  const bodies = await Promise.all(paths.map(fetched));
  if (who === "ours") {
    const wasm = await import("/wasm/bench.js");
    await wasm.default();
    const start = performance.now();
    for (const bytes of bodies) wasm.decode_only(source, bytes);
    return performance.now() - start;
  }
  const columns = await import("./columns.js");
  const start = performance.now();
  for (const bytes of bodies) columns.decode(source, bytes);
  return performance.now() - start;
};
