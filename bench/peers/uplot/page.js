// Three figures with uPlot, each drawn as soon as an answer for it is here: what somebody writes who wants it quick and small.
import { decode } from "./columns-000000000001.js";

const COLOURS = ["#B31532", "#B36C03", "#1451DC", "#329B73", "#6F788C"];
const size = { width: Math.min(1400, innerWidth - 32), height: 180 };
const drawn = {};

// Shares of a slot by class, 5xx first.
function classes({ times, columns, codes }) {
  const bands = COLOURS.map(() => new Float64Array(times.length));
  codes.forEach((code, index) => {
    const band = bands[Math.max(0, Math.min(4, 5 - Math.floor(code / 100)))];
    const column = columns[index];
    for (let slot = 0; slot < times.length; slot += 1) band[slot] += column[slot];
  });
  return bands;
}

function figure(name, series, data, more = {}) {
  if (drawn[name]) return drawn[name].setData(data);
  const hooks = { draw: [(chart) => chart.ctx.canvas.setAttribute("data-painted", "1")] };
  const options = { ...size, legend: { show: false }, series: [{}, ...series], hooks, ...more };
  drawn[name] = new uPlot(options, data, document.getElementById("figures"));
}

function draw(source, decoded) {
  if (source.includes("traffic")) {
    return figure(`traffic of ${source}`, [{ stroke: "#4F5D75", width: 1.75, fill: "#4F5D7517" }], [decoded.times, decoded.columns[0]]);
  }
  const bands = classes(decoded);
  const lines = [bands[0], bands[1]].map((_, band) => ({ stroke: COLOURS[band], width: 2 - band / 2 }));
  figure(`errors of ${source}`, lines, [decoded.times, bands[0], bands[1]]);
  const sums = new Float64Array(decoded.times.length);
  const stacked = bands.map((band) => band.map((value, slot) => (sums[slot] += value)));
  const areas = stacked.map((_, band) => ({ stroke: COLOURS[band], fill: COLOURS[band], width: 1, points: { show: false } }));
  const between = { bands: stacked.slice(1).map((_, band) => ({ series: [band + 2, band + 1] })) };
  figure(`composition of ${source}`, areas, [decoded.times, ...stacked], between);
}

for (const { path, body } of window.answers) {
  const source = /series\/([a-z-]+)/.exec(path)[1];
  body.then((bytes) => draw(source, decode(source, new Uint8Array(bytes))));
}
