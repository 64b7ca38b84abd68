// Times are milliseconds. The server sends the headers that give performance.now its 5 µs steps.

// Calls the variants in turn, so many rounds, so that whatever else the machine does meets all of them.
export async function alternate(rounds, variants) {
  const times = Object.fromEntries(Object.keys(variants).map((name) => [name, []]));
  for (let round = 0; round < rounds + 1; round += 1) {
    for (const [name, variant] of Object.entries(variants)) {
      const start = performance.now();
      variant();
      const took = performance.now() - start;
      if (round > 0) times[name].push(took); // the first warms up
    }
    await task();
  }
  return times;
}

// A task of its own, after what waits was done.
export const task = () => new Promise((done) => setTimeout(done, 0));

// Reads a pixel of the very canvas: only then all that was drawn on it is there.
export function flush(context) {
  context.getImageData(0, 0, 1, 1);
}
