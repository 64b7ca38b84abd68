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

// of: { sources, start, windows, slots, paint: after how many answers of a source its picture is made }
// Every answer is decoded and merged in a task of its own, as in the page; a picture follows in the next one.
export async function run(wasm, memory, of) {
  const before = memory.buffer.byteLength;
  const begun = performance.now();
  const loading = wasm.Loading.begin(of.sources, of.start, of.windows, of.slots);
  const planned = performance.now() - begun;
  const answers = [];
  const paints = [];
  const pictures = new Map(of.sources.map((source) => [source, { canvas: surface(), made: null, answers: 0 }]));
  // What the program did until every source had its first picture.
  let untilFirst = 0;
  let without = of.sources.length;
  const paint = (source) => {
    const picture = pictures.get(source);
    const next = loading.paint(source, picture.canvas, devicePixelRatio);
    picture.made?.free();
    picture.made = next;
    picture.canvas.getContext("2d").getImageData(0, 0, 1, 1);
  };
  for (let source = loading.source; source !== undefined; source = loading.source) {
    const body = await fetched(pathOf(of, loading));
    const took = timed(() => loading.answer(body));
    answers.push(took);
    if (without > 0) untilFirst += took;
    await task();
    const picture = pictures.get(source);
    picture.answers += 1;
    if (picture.answers === 1 || picture.answers % of.paint === 0) {
      const painted = timed(() => paint(source));
      paints.push(painted);
      if (without > 0) untilFirst += painted;
      if (picture.answers === 1) without -= 1;
      await task();
    }
  }
  // All figures at once, as after a choice that they share.
  const together = timed(() => of.sources.forEach(paint));
  const came = [...pictures.values()].reduce((sum, picture) => sum + picture.made.came, 0);
  const points = loading.points();
  const bytes = memory.buffer.byteLength;
  pictures.forEach((picture) => picture.made.free());
  loading.free();
  return { planned, answers, paints, untilFirst, together, came, points, before, bytes };
}

function timed(work) {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function pathOf(of, loading) {
  return `/body/${loading.source}/${loading.start}/${of.slots}/${of.codes}`;
}

// What a refresh costs when everything is known: of: { sources, start, windows, slots, rounds }
export async function refresh(wasm, of) {
  const loading = wasm.Loading.begin(of.sources, of.start, of.windows, of.slots);
  while (loading.source !== undefined) loading.answer(await fetched(pathOf(of, loading)));
  const times = [];
  let asked = 0;
  for (let round = 0; round < of.rounds; round += 1) {
    times.push(timed(() => { asked = Math.max(asked, loading.refresh()); }));
  }
  loading.free();
  return { times, asked };
}
