// One text, typed by 20 people: what keeping it costs two CRDTs and a list of change sets (ADR 29).
// node --expose-gc crdt.mjs [edits]; Automerge takes many minutes for 100 000.
import * as Y from "yjs";
import * as Automerge from "@automerge/automerge";
import { ChangeSet, Text } from "@codemirror/state";

const EDITS = Number(process.argv[2] ?? 20_000);
let seed = 42;
const random = (below) => { seed = (seed * 1103515245 + 12345) % 2147483648; return seed % below; };
const edits = [];
let length = 0;
for (let i = 0; i < EDITS; i++) {
  // People type on where they are, now and then somewhere else; one edit of five removes something.
  if (length > 20_000 || (length > 20 && random(5) === 0)) { const n = 1 + random(length > 20_000 ? 200 : 8); const at = random(length - n); edits.push([at, n, ""]); length -= n; }
  else { const s = "abcdefgh ".slice(0, 1 + random(4)); const at = random(length + 1); edits.push([at, 0, s]); length += s.length; }
}
const gc = () => { globalThis.gc?.(); globalThis.gc?.(); const m = process.memoryUsage(); return m.rss; };
const heap = () => { globalThis.gc?.(); globalThis.gc?.(); const m = process.memoryUsage(); return m.heapUsed + m.external + m.arrayBuffers; };
const kib = (bytes) => `${Math.round(bytes / 1024)} KiB`;
const timed = (what) => { const t = performance.now(); const r = what(); return [r, performance.now() - t]; };
const results = {};
{
  const docs = Array.from({ length: 20 }, () => new Y.Doc());
  const server = new Y.Doc();
  let log = 0;
  server.on("update", (u) => { log += u.length; for (const d of docs) Y.applyUpdate(d, u, "server"); });
  edits.forEach(([at, n, s], i) => {
    const doc = docs[i % 20]; let sent = null; const on = (u, origin) => { if (origin !== "server") sent = u; };
    doc.on("update", on);
    doc.transact(() => { const t = doc.getText("t"); if (n) t.delete(at, n); if (s) t.insert(at, s); });
    doc.off("update", on); Y.applyUpdate(server, sent);
  });
  const bytes = Y.encodeStateAsUpdate(server);
  const text = server.getText("t").toString();
  docs.length = 0;
  const before = heap();
  const [copy, ms] = timed(() => { const d = new Y.Doc(); Y.applyUpdate(d, bytes); d.getText("t").toString(); return d; });
  console.log(`Yjs         stored ${kib(bytes.length)} (its updates one by one ${kib(log)}), open ${ms.toFixed(0)} ms, in memory ${kib(heap() - before)}, text ${text.length}`);
  results.yjs = text; results.copy = copy;
}
{
  let doc = Automerge.from({ t: "" });
  const n0 = performance.now();
  for (const [at, n, s] of edits) doc = Automerge.change(doc, (d) => Automerge.splice(d, ["t"], at, n, s));
  const applied = performance.now() - n0;
  const bytes = Automerge.save(doc);
  const text = doc.t; doc = null;
  const before = gc();
  const [copy, ms] = timed(() => { const d = Automerge.load(bytes); String(d.t); return d; });
  console.log(`Automerge   stored ${kib(bytes.length)}, open ${ms.toFixed(0)} ms, in memory ${kib(gc() - before)} (resident), text ${text.length}, same as Yjs ${text === results.yjs}; ${(applied / EDITS).toFixed(2)} ms an edit`);
  results.auto = copy;
}
{
  let sets = []; let text = "";
  for (const [at, n, s] of edits) { const c = ChangeSet.of([{ from: at, to: at + n, insert: s }], text.length); sets.push(JSON.stringify(c.toJSON())); text = text.slice(0, at) + s + text.slice(at + n); }
  const stored = sets.reduce((sum, s) => sum + s.length, 0);
  const [, ms] = timed(() => { let t = Text.empty; for (const s of sets) t = ChangeSet.fromJSON(JSON.parse(s)).apply(t); return t; });
  console.log(`change sets stored ${kib(stored)} as JSON, replayed from nothing in ${ms.toFixed(0)} ms; the text alone ${kib(text.length)}, same ${text === results.yjs}`);
}
