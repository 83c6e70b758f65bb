// Prints random changes and what CodeMirror makes of them, one JSON object a line: first of single change sets, then
// of editors that write one text together. The same numbers give the same lines.
// node changesets.mjs <seed> <how many of change sets> <how many of editors>

import { collab, getSyncedVersion, rebaseUpdates, receiveUpdates, sendableUpdates } from "@codemirror/collab";
import { ChangeSet, EditorState, Text } from "@codemirror/state";

const [seed, cases, sessions] = process.argv.slice(2).map(Number);

/** The generator known as mulberry32. */
let state = seed >>> 0;
function random() {
  state = (state + 0x6d2b79f5) >>> 0;
  let mixed = Math.imul(state ^ (state >>> 15), state | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x100000000;
}

const below = (bound) => Math.floor(random() * bound);
const oneOf = (choices) => choices[below(choices.length)];

const CHARACTERS = ["a", "b", "c", " ", " ", "\n", "\n\n", "\r\n", "障", "害", "が", "発生", "、", "😀", "👩‍🚀", "e\u0301", "𠮷"];

function randomText(most) {
  let text = "";
  for (let left = below(most + 1); left > 0; left--) {
    text += oneOf(CHARACTERS);
  }
  return text;
}

const documentOf = (text) => Text.of(text.split("\n"));
const textOf = (document) => document.sliceString(0, undefined, "\n");
const applied = (changes, text) => textOf(changes.apply(documentOf(text)));

/** Where a text may be cut: never between the halves of a surrogate pair. */
function edges(text) {
  const edges = [0];
  for (const character of text) {
    edges.push(edges.at(-1) + character.length);
  }
  return edges;
}

function randomReplacements(text) {
  const places = edges(text);
  const chosen = Array.from({ length: 2 * below(5) }, () => oneOf(places)).sort((one, other) => one - other);
  const replacements = [];
  for (let index = 0; index < chosen.length; index += 2) {
    replacements.push({ from: chosen[index], to: chosen[index + 1], insert: random() < 0.3 ? "" : randomText(4) });
  }
  return replacements;
}

const written = (text) => ChangeSet.of(randomReplacements(text), text.length, "\n");

/** Parts that no editor puts side by side: a client of another make may. */
function rough(text) {
  const places = edges(text);
  const parts = [];
  for (let at = 0; at < places.length - 1 || random() < 0.5; ) {
    const next = Math.min(at + below(4), places.length - 1);
    const length = places[next] - places[at];
    const insert = random() < 0.5 ? "" : randomText(3);
    if (length > 0 && random() < 0.5) {
      parts.push(length);
    } else if (insert) {
      parts.push([length, ...insert.split("\n")]);
    } else if (length > 0) {
      parts.push([length]);
    }
    at = next;
  }
  return ChangeSet.fromJSON(parts);
}

function randomChanges(text) {
  switch (below(6)) {
    case 0: {
      const first = written(text);
      return first.compose(randomChanges(applied(first, text)));
    }
    case 1: {
      const inverse = written(text);
      return inverse.invert(documentOf(text)).invert(documentOf(applied(inverse, text)));
    }
    case 2: {
      const other = written(text);
      return other.compose(written(text).map(other, random() < 0.5));
    }
    case 3:
      return rough(text);
    default:
      return written(text);
  }
}

function positions(changes) {
  const all = {};
  for (const side of [-1, 0, 1]) {
    all[side] = Array.from({ length: changes.length + 1 }, (_, position) => changes.mapPos(position, side));
  }
  return all;
}

function changeSetCase() {
  const text = randomText(30);
  const replacements = randomReplacements(text);
  const one = randomChanges(text);
  const other = randomChanges(text);
  const after = applied(one, text);
  const next = randomChanges(after);
  const inverted = one.invert(documentOf(text));
  const onTop = other.map(one);
  return {
    text,
    replacements,
    of: ChangeSet.of(replacements, text.length, "\n"),
    one,
    other,
    after,
    next,
    composed: one.compose(next),
    afterBoth: applied(next, after),
    inverted,
    undone: applied(inverted, after),
    map: one.map(other),
    mapBefore: one.map(other, true),
    merged: applied(onTop, after),
    mergedChanges: one.compose(onTop),
    invertedMap: inverted.map(next, true),
    positions: positions(one),
  };
}

/** What goes over the wire: an editor's own object holds more. */
const sent = (updates) => updates.map(({ clientID, changes }) => ({ clientID, changes: changes.toJSON() }));
const received = (updates) => updates.map(({ clientID, changes }) => ({ clientID, changes: ChangeSet.fromJSON(changes) }));

/**
 * Editors that write one text together.
 *
 * @param oneByOne whether they receive each update alone: then it does not matter how many reach them before a push of
 *   theirs reaches the authority; otherwise nothing may overtake it
 */
function session(oneByOne) {
  const start = randomText(20);
  const editors = ["mei", "alex", "ken"].slice(0, 2 + below(2)).map((clientID) =>
    EditorState.create({ doc: documentOf(start), extensions: [collab({ clientID }), EditorState.lineSeparator.of("\n")] }),
  );
  const accepted = [];
  const pushes = [];
  const underway = new Map();
  let text = documentOf(start);

  function type(index) {
    const document = textOf(editors[index].doc);
    editors[index] = editors[index].update({ changes: randomChanges(document) }).state;
  }
  function send(index) {
    arrive(index);
    const updates = sent(sendableUpdates(editors[index]));
    if (updates.length > 0) {
      underway.set(index, { version: getSyncedVersion(editors[index]), updates });
    }
    if (!oneByOne) {
      arrive(index);
    }
  }
  function arrive(index) {
    if (!underway.has(index)) {
      return;
    }
    const { version, updates } = underway.get(index);
    underway.delete(index);
    const over = received(accepted.slice(version));
    const rebased = oneByOne
      ? over.reduce((left, update) => rebaseUpdates(left, [update]), received(updates))
      : rebaseUpdates(received(updates), over);
    rebased.forEach(({ changes }) => (text = changes.apply(text)));
    accepted.push(...sent(rebased));
    pushes.push({ version, updates, rebased: sent(rebased), text: textOf(text) });
  }
  function receive(index, updates) {
    editors[index] = receiveUpdates(editors[index], received(updates)).state;
  }
  function pull(index) {
    const news = accepted.slice(getSyncedVersion(editors[index]));
    if (oneByOne) {
      news.slice(0, 1 + below(news.length)).forEach((update) => receive(index, [update]));
    } else {
      receive(index, news);
    }
  }

  for (let left = 5 + below(25); left > 0; left--) {
    // An editor that sends again before it has pulled is one that did not hear that it was accepted.
    oneOf([type, type, send, arrive, pull])(below(editors.length));
  }
  for (const index of editors.keys()) {
    send(index);
    arrive(index);
  }
  for (const index of editors.keys()) {
    while (getSyncedVersion(editors[index]) < accepted.length) {
      pull(index);
    }
  }
  return { oneByOne, start, end: textOf(text), pushes, editors: editors.map((editor) => textOf(editor.doc)) };
}

for (let left = cases; left > 0; left--) {
  console.log(JSON.stringify(changeSetCase()));
}
for (let left = sessions; left > 0; left--) {
  console.log(JSON.stringify(session(left % 2 === 0)));
}
