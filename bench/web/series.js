// Made-up values, the same in every run.

// A small generator of numbers from 0 to 1 (mulberry32).
function random(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

// Percentages. "day": a wave a day with 6 % noise and a rare spike; "noise": every minute anything up to 100.
export function line(shape, points) {
  const next = random(7);
  const values = new Float64Array(points);
  for (let slot = 0; slot < points; slot += 1) {
    if (shape === "noise") {
      values[slot] = next() * 100;
    } else {
      const wave = 40 - 25 * Math.cos((slot / 1440) * 2 * Math.PI);
      const spike = next() < 0.0005 ? 30 * next() : 0;
      values[slot] = wave * (0.97 + 0.06 * next()) + spike;
    }
  }
  return values;
}

// Five bands of percentages that add up to 100, 5xx first.
export function stack(points) {
  const next = random(11);
  const bands = Array.from({ length: 5 }, () => new Float64Array(points));
  for (let slot = 0; slot < points; slot += 1) {
    const wave = Math.cos((slot / 1440) * 2 * Math.PI);
    const parts = [1 + next(), 3 + wave + next(), 8 + 3 * next(), 80 + 5 * wave + 4 * next(), 0.5 + 0.5 * next()];
    const sum = parts.reduce((a, b) => a + b, 0);
    parts.forEach((part, band) => { bands[band][slot] = (part / sum) * 100; });
  }
  return bands;
}

// Their times: minutes from a midnight on, UTC seconds.
export function times(points) {
  return Float64Array.from({ length: points }, (_, slot) => 1763683200 + slot * 60);
}
