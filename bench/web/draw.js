// A full redraw of one figure over the same values: ours, uPlot's redraw, ECharts' setOption and first draw.
import { alternate, flush, task } from "./clock.js";
import * as peers from "./peers.js";
import * as series from "./series.js";

const WIDTH = 1200;
const HEIGHT = 400;

// of: { figure: "line" | "stack", shape, width, points, rounds, echarts: rounds of ECharts }
export async function run(wasm, of) {
  const made = await make(wasm, of);
  const { ours, uplot, option } = made;
  const redraw = await alternate(of.rounds, {
    ours: () => { ours.paint(); flush(made.context); },
    // In a batch the commit is part of the call; alone it waits for a microtask, which no clock around the call would see.
    uplot: () => { uplot.batch(() => uplot.redraw(true, true)); flush(uplot.ctx); },
  });
  const result = { ours: redraw.ours, uplot: redraw.uplot };
  if (of.echarts > 0) {
    const option_of = option();
    const chart = echarts.init(made.box, null, { renderer: "canvas", devicePixelRatio });
    const canvas = () => made.box.querySelector("canvas").getContext("2d");
    const set = await alternate(of.echarts, {
      // setOption is handed the values: ours looks at all of them too.
      ours: () => { ours.paint_anew(); flush(made.context); },
      echarts: () => { chart.setOption(option_of, { notMerge: true }); chart.getZr().flush(); flush(canvas()); },
    });
    chart.dispose();
    result.beside_echarts = set.ours;
    result.echarts = set.echarts;
    result.echarts_first = await first(option_of, of.echarts);
  }
  ours.free();
  uplot.destroy();
  document.getElementById("stage").replaceChildren();
  return result;
}

// A chart from nothing, a few times.
async function first(option, rounds) {
  const times = [];
  for (let round = 0; round < Math.min(rounds, 5); round += 1) {
    const box = peers.place(WIDTH, HEIGHT);
    const start = performance.now();
    const chart = echarts.init(box, null, { renderer: "canvas", devicePixelRatio });
    chart.setOption(option);
    chart.getZr().flush();
    flush(box.querySelector("canvas").getContext("2d"));
    times.push(performance.now() - start);
    chart.dispose();
    box.remove();
    await task();
  }
  return times;
}

async function make(wasm, of) {
  const size = { width: WIDTH, height: HEIGHT };
  const canvas = document.createElement("canvas");
  canvas.width = WIDTH * devicePixelRatio;
  canvas.height = HEIGHT * devicePixelRatio;
  canvas.style.cssText = `display:block;width:${WIDTH}px;height:${HEIGHT}px`;
  document.getElementById("stage").append(canvas);
  const xs = series.times(of.points);
  let ours, uplot, option;
  if (of.figure === "stack") {
    const bands = series.stack(of.points);
    const flat = new Float64Array(of.points * bands.length);
    bands.forEach((band, index) => flat.set(band, index * of.points));
    ours = wasm.Figure.stack(canvas, devicePixelRatio, flat);
    uplot = peers.uplotStack(size, xs, bands);
    option = () => peers.echartsStack(of.points);
  } else {
    const values = series.line(of.shape, of.points);
    ours = wasm.Figure.line(canvas, devicePixelRatio, of.width, values);
    uplot = peers.uplotLine(size, xs, values, of.width);
    option = () => peers.echartsLine(xs, values, of.width);
  }
  // uPlot draws first in a task of its own; redrawn before that it stays blank.
  await task();
  await task();
  return { ours, uplot, option, context: canvas.getContext("2d"), box: peers.place(WIDTH, HEIGHT) };
}

// Leaves the three figures on the stage, to be looked at.
export async function picture(wasm, of) {
  const made = await make(wasm, of);
  made.ours.paint();
  made.uplot.redraw(true, true);
  const chart = echarts.init(made.box, null, { renderer: "canvas", devicePixelRatio });
  chart.setOption(made.option(), { notMerge: true });
  chart.getZr().flush();
  return true;
}
