// The peer of our decoders: JSON.parse, then typed arrays over ascending times, with a date parser for the one width that
// the vendors' times have. Written to be as fast as it can be without native help.
const decoder = new TextDecoder();

let knownDay = "";
let knownSeconds = 0;

// "2026-11-21T20:23:00Z" to seconds: the last day is kept, as neighbouring slots share it.
function seconds(text) {
  if (text.length !== 20) return Date.parse(text) / 1000;
  const day = text.slice(0, 10);
  if (day !== knownDay) {
    knownDay = day;
    knownSeconds = Date.parse(day) / 1000;
  }
  const two = (at) => (text.charCodeAt(at) - 48) * 10 + text.charCodeAt(at + 1) - 48;
  return knownSeconds + two(11) * 3600 + two(14) * 60 + two(17);
}

// Where each source keeps its slots, a slot's time, its codes, and a code's share and number.
const SHAPES = {
  "dcdn-ws-codes": { slots: (a) => a.HttpCodeDataPerInterval.DataModule, codes: (s) => s.WebsocketHttpCode.HttpCodeDataModule, factor: 1 },
  "cdn-origin-codes": { slots: (a) => a.RealTimeSrcHttpCodeData.UsageData, codes: (s) => s.Value.RealTimeSrcCodeProportionData, factor: 1 },
  "cdn-origin-traffic-rt": { slots: (a) => a.RealTimeSrcTrafficDataPerInterval.DataModule },
  "cdn-origin-traffic": { slots: (a) => a.SrcFlowDataPerInterval.DataModule },
};

export function decode(source, bytes) {
  const answer = JSON.parse(decoder.decode(bytes));
  if (source === "live-codes") return live(answer);
  const shape = SHAPES[source];
  const slots = shape.slots(answer);
  return shape.codes ? codes(slots, shape) : traffic(slots);
}

function traffic(slots) {
  const count = slots.length;
  const times = new Float64Array(count);
  const values = new Float64Array(count);
  for (let slot = 0; slot < count; slot += 1) {
    times[slot] = seconds(slots[slot].TimeStamp);
    values[slot] = +slots[slot].Value;
  }
  return ascending(times, [values]);
}

function codes(slots, shape) {
  const count = slots.length;
  const times = new Float64Array(count);
  const found = new Map();
  for (let slot = 0; slot < count; slot += 1) {
    const entry = slots[slot];
    times[slot] = seconds(entry.TimeStamp);
    for (const code of shape.codes(entry)) put(found, count, slot, +code.Code, +code.Proportion, +code.Count);
  }
  return { ...ascending(times, columnsOf(found)), codes: [...found.keys()].sort((a, b) => a - b) };
}

function live(answer) {
  const entries = answer.data_series;
  const count = entries.length;
  const times = new Float64Array(count);
  const found = new Map();
  for (let slot = 0; slot < count; slot += 1) {
    const entry = entries[slot];
    times[slot] = seconds(entry.time);
    for (const code of entry.http_codes) put(found, count, slot, code.code, code.proportion * 100, code.count);
  }
  return { ...ascending(times, columnsOf(found)), codes: [...found.keys()].sort((a, b) => a - b) };
}

function put(found, count, slot, code, share, number) {
  let column = found.get(code);
  if (column === undefined) {
    column = { shares: new Float64Array(count), counts: new Float64Array(count) };
    found.set(code, column);
  }
  column.shares[slot] = share;
  column.counts[slot] = number;
}

// Ascending codes; shares first, then counts, so that a sum over the first half is one over the shares.
function columnsOf(found) {
  const ordered = [...found.keys()].sort((a, b) => a - b).map((code) => found.get(code));
  return [...ordered.map((column) => column.shares), ...ordered.map((column) => column.counts)];
}

// Times ascending and unique with their columns; most answers come ascending or descending already.
function ascending(times, columns) {
  let rising = true;
  let falling = true;
  for (let slot = 1; slot < times.length; slot += 1) {
    if (times[slot] <= times[slot - 1]) rising = false;
    else falling = false;
  }
  if (rising) return { times, columns };
  if (falling) {
    times.reverse();
    columns.forEach((column) => column.reverse());
    return { times, columns };
  }
  const order = Uint32Array.from(times.keys()).sort((a, b) => times[a] - times[b]);
  const take = (column) => Float64Array.from(order, (slot) => column[slot]);
  return { times: take(times), columns: columns.map(take) };
}

