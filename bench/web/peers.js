// The same figures in uPlot and ECharts, each as its documentation says it is fastest: no animation, no cursor, no legend,
// a vertical axis and no horizontal one, as ours, whose times are text beside the canvas.
import { stack as stacked } from "./series.js";

const COLOURS = ["#B31532", "#B36C03", "#1451DC", "#329B73", "#6F788C"];
const GUTTER = 56;

export function place(width, height) {
  const box = document.createElement("div");
  box.style.cssText = `width:${width}px;height:${height}px`;
  document.getElementById("stage").append(box);
  return box;
}

function uplotOptions(size, top) {
  return {
    ...size,
    cursor: { show: false },
    legend: { show: false },
    scales: { x: { time: true }, y: { range: [0, top] } },
    axes: [{ show: false }, { size: GUTTER, grid: { stroke: "#ECEEF2", width: 1 }, ticks: { show: false } }],
  };
}

export function uplotLine(size, xs, values, width) {
  const fill = width > 1 ? "rgba(179,21,50,.16)" : undefined;
  const options = uplotOptions(size, null);
  options.scales.y = { range: (_, min, max) => [0, max] };
  options.series = [{}, { stroke: COLOURS[0], width, fill, points: { show: false } }];
  return new uPlot(options, [xs, values], place(size.width, size.height));
}

// Cumulative series with bands between them, as in uPlot's own demo of stacks.
export function uplotStack(size, xs, bands) {
  const sums = new Float64Array(xs.length);
  const series = bands.map((band) => band.map((value, slot) => (sums[slot] += value)));
  const options = uplotOptions(size, 100);
  options.series = [{}, ...series.map((_, band) => (
    { stroke: COLOURS[band], fill: COLOURS[band], width: 1, points: { show: false } }))];
  options.bands = series.slice(1).map((_, band) => ({ series: [band + 2, band + 1] }));
  return new uPlot(options, [xs, ...series], place(size.width, size.height));
}

export function echartsOption(series) {
  return {
    animation: false,
    grid: { left: GUTTER, right: 12, top: 8, bottom: 8 },
    xAxis: { type: "time", show: false },
    yAxis: { type: "value", min: 0, splitLine: { lineStyle: { color: "#ECEEF2" } } },
    series,
  };
}

const rows = (xs, values) => Array.from(xs, (x, slot) => [x * 1000, values[slot]]);

export function echartsLine(xs, values, width) {
  return echartsOption([{
    type: "line", showSymbol: false, sampling: "minmax", data: rows(xs, values), silent: true,
    lineStyle: { width, color: COLOURS[0] }, areaStyle: width > 1 ? { color: COLOURS[0], opacity: 0.16 } : undefined,
  }]);
}

// A category axis: ECharts stacks by category.
export function echartsStack(points) {
  const option = echartsOption(stacked(points).map((band, index) => ({
    type: "line", stack: "all", showSymbol: false, sampling: "minmax", data: Array.from(band), silent: true,
    lineStyle: { width: 1, color: COLOURS[index] }, areaStyle: { color: COLOURS[index], opacity: 1 },
  })));
  option.xAxis = { type: "category", show: false, boundaryGap: false, data: Array.from({ length: points }, (_, slot) => slot) };
  option.yAxis.max = 100;
  return option;
}
