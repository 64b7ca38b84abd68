// Bytes to columns, warm: ours with the copy into the program, and the peer.
import { alternate } from "./clock.js";
import * as columns from "./columns.js";

// of: { source, paths, rounds }
export async function run(wasm, of) {
  const bodies = await Promise.all(of.paths.map(fetched));
  for (const bytes of bodies) agree(wasm, of.source, bytes);
  const each = (read) => () => { for (const bytes of bodies) read(bytes); };
  const decoder = new TextDecoder();
  const times = await alternate(of.rounds, {
    ours: each((bytes) => wasm.decode_only(of.source, bytes)),
    json: each((bytes) => columns.decode(of.source, bytes)),
    parse: each((bytes) => JSON.parse(decoder.decode(bytes))),
  });
  return { ...times, bytes: bodies.reduce((sum, bytes) => sum + bytes.length, 0) };
}

// Both must read the same, or there is nothing to compare.
function agree(wasm, source, bytes) {
  const decoded = columns.decode(source, bytes);
  const shares = source.includes("traffic") ? decoded.columns : decoded.columns.slice(0, decoded.columns.length / 2);
  const add = (sum, column) => column.reduce((a, b) => a + b, sum);
  const peer = shares.reduce(add, add(0, decoded.times));
  const ours = wasm.decode(source, bytes);
  if (!(Math.abs(ours - peer) <= 1e-6 * Math.abs(peer))) throw new Error(`${source}: ${ours} is not ${peer}`);
}

export async function fetched(path) {
  const answer = await fetch(path);
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}
