// Many editors in one process, who type at their own times: how long it takes until the others see it. Reads one JSON
// object a line and answers each with one:
//   {"open": "codemirror" | "yjs" | "forwarding", "documents": […], "editors": 5, "seed": 7}   editors for each document
//   {"type": seconds, "perSecond": 0.2}                                      returns when everybody has seen everything
// Ends with its standard input. One clock for all of them: typing and seeing happen in this process.

import { createInterface } from "node:readline";
import { CodeMirrorEditor } from "./codemirror.mjs";
import { ForwardingEditor } from "./forwarding.mjs";
import { generator } from "./random.mjs";
import { YjsEditor } from "./yjs.mjs";

const KINDS = { codemirror: CodeMirrorEditor, yjs: YjsEditor, forwarding: ForwardingEditor };
const AT_ONCE = 50;
const PATIENCE_MILLIS = 30_000;
const LETTERS = "abcdefghijklmnopqrstuvwxyz     ";

/** Who typed what when in one document, and what others have seen of it. */
class Watch {
  #sent = new Map();
  latencies = [];
  typedHere = 0;
  failures = [];

  typed(client, nth) {
    this.typedHere++;
    this.#sent.set(`${client} ${nth}`, performance.now());
  }

  shown(client, nth) {
    const sent = this.#sent.get(`${client} ${nth}`);
    if (sent !== undefined) {
      this.latencies.push(performance.now() - sent);
    }
  }

  failed(why) {
    this.failures.push(why);
  }

  forget() {
    this.#sent.clear();
    this.latencies = [];
    this.typedHere = 0;
    this.failures = [];
  }
}

let random;
let documents;

async function open(order) {
  random = generator(order.seed);
  documents = order.documents.map((document, n) => {
    const watch = new Watch();
    const names = Array.from({ length: order.editors }, (_, m) => `${n}-${m}-${Math.floor(random() * 1e9).toString(36)}`);
    return { watch, editors: names.map((name) => new KINDS[order.open](name, document, watch)) };
  });
  const begun = performance.now();
  // The first of each document alone: it may have to write the text that the others find.
  await some(documents, (one) => one.editors[0].open(true));
  await some(documents.flatMap((one) => one.editors.slice(1)), (editor) => editor.open(false));
  return { millis: performance.now() - begun };
}

/** So many at a time. */
async function some(all, work) {
  for (let from = 0; from < all.length; from += AT_ONCE) {
    await Promise.all(all.slice(from, from + AT_ONCE).map(work));
  }
}

async function type({ type: seconds, perSecond }) {
  documents.forEach((one) => one.watch.forget());
  await until(() => documents.every((one) => new Set(one.editors.map((editor) => editor.text())).size === 1));
  const before = documents.map((one) => one.editors[0].text()?.length ?? 0);
  const late = await keystrokes(seconds, perSecond);
  const wanted = (one) => one.watch.typedHere * (one.editors.length - 1);
  await until(() => documents.every((one) => one.watch.latencies.length >= wanted(one)));
  const failures = documents.flatMap((one) => one.watch.failures);
  const kept = documents.filter((one, n) => isKept(one, before[n])).length;
  return {
    typed: sum(documents, (one) => one.watch.typedHere),
    missing: sum(documents, (one) => wanted(one) - one.watch.latencies.length),
    differing: documents.length - kept,
    failures: failures.length,
    failure: failures[0] ?? null,
    late: late.sort((one, other) => one - other)[Math.floor(late.length * 0.99)] ?? 0,
    latencies: documents.flatMap((one) => one.watch.latencies.map((millis) => Math.round(millis * 1000) / 1000)),
  };
}

/** All have the same text, and every keystroke is in it. */
function isKept({ editors, watch }, before) {
  const texts = editors.map((editor) => editor.text());
  return texts.every((text) => text === null || (text === texts[0] && text.length === before + watch.typedHere));
}

/**
 * Each editor has the same number of keystrokes, at random times: whether or not what came before has arrived.
 *
 * @returns by how many milliseconds each of them came later than it should have
 */
async function keystrokes(seconds, perSecond) {
  const planned = documents
    .flatMap((one) => one.editors)
    .flatMap((editor) =>
      Array.from({ length: Math.max(1, Math.round(seconds * perSecond)) }, () => ({ editor, at: random() * seconds * 1000 })),
    )
    .sort((one, other) => one.at - other.at);
  const late = [];
  const begun = performance.now();
  for (const { editor, at } of planned) {
    const left = begun + at - performance.now();
    if (left > 0) {
      await new Promise((resolve) => setTimeout(resolve, left));
    }
    late.push(performance.now() - begun - at);
    editor.type(LETTERS[Math.floor(random() * LETTERS.length)], random);
  }
  return late;
}

async function until(condition) {
  const limit = performance.now() + PATIENCE_MILLIS;
  while (!condition() && performance.now() < limit) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const sum = (all, value) => all.reduce((total, one) => total + value(one), 0);

for await (const line of createInterface({ input: process.stdin })) {
  const order = JSON.parse(line);
  console.log(JSON.stringify(await ("open" in order ? open(order) : type(order))));
}
documents.flatMap((one) => one.editors).forEach((editor) => editor.close());
process.exit();
