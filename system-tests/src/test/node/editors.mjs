// Editors who write in one section at once, lose their connection now and then, and must end with one text.
// node editors.mjs '{"urls": [...], "tokens": {"mei": "..."}, "section": "lessons", "editors": 6, "seconds": 10, "seed": 1}'
import { collab, getSyncedVersion, receiveUpdates, sendableUpdates } from "@codemirror/collab";
import { ChangeSet, EditorState, Text } from "@codemirror/state";
import WebSocket from "ws";

const plan = JSON.parse(process.argv[2]);
const AGAIN_MILLIS = 100;
const SETTLE_SECONDS = 120;
const SAMPLES = ["a", "word ", "\n", "two\nlines ", "😀", "学び", "é", "**bold** "];
const count = { edits: 0, kept: 0, disconnects: 0, refused: 0, resets: 0 };
const delays = [];

/** The generator known as mulberry32. */
function generator(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x100000000;
  };
}

const sentAt = new Map();

class Editor {
  constructor(nth) {
    this.name = `e${nth}`;
    this.random = generator(plan.seed * 1000 + nth);
    this.person = Object.keys(plan.tokens)[nth % Object.keys(plan.tokens).length];
    this.nextUrl = nth;
    this.document = null;
    this.state = null;
    this.underway = false;
    this.tokens = 0;
    this.connect();
  }

  connect() {
    const url = plan.urls[this.nextUrl++ % plan.urls.length];
    const socket = new WebSocket(url, {
      headers: { Authorization: `Bearer ${plan.tokens[this.person]}` },
      perMessageDeflate: false,
    });
    this.socket = socket;
    this.ready = false;
    this.underway = false;
    socket.on("message", (message) => this.socket === socket && this.hear(JSON.parse(message)));
    socket.on("error", () => {});
    socket.on("close", () => this.socket === socket && setTimeout(() => this.connect(), AGAIN_MILLIS));
  }

  hear(message) {
    switch (message.type) {
      case "hello":
        this.say(this.opening());
        break;
      case "opened":
        if (this.state !== null) count.resets++;
        this.document = message.document;
        this.state = EditorState.create({
          doc: Text.of(message.text.split("\n")),
          extensions: [
            collab({ clientID: this.name, startVersion: message.version }),
            EditorState.lineSeparator.of("\n"),
          ],
        });
        this.ready = true;
        this.push();
        break;
      case "updates":
        this.receive(message);
        break;
      case "refused":
        count.refused++;
        if (!message.retry) throw new Error(`${this.name} was refused: ${JSON.stringify(message)}`);
        this.underway = false;
        setTimeout(() => this.say(this.opening()), AGAIN_MILLIS);
        break;
    }
  }

  opening() {
    return this.state === null
      ? { type: "open", section: plan.section }
      : { type: "open", section: plan.section, version: getSyncedVersion(this.state), document: this.document };
  }

  receive({ version, document, updates }) {
    if (version !== getSyncedVersion(this.state)) {
      throw new Error(`${this.name} got updates from ${version}, has ${getSyncedVersion(this.state)}`);
    }
    let own = 0;
    for (const { clientID, changes } of updates) {
      const before = sendableUpdates(this.state).length;
      this.state = receiveUpdates(this.state, [{ clientID, changes: ChangeSet.fromJSON(changes) }]).state;
      if (clientID === this.name) {
        own += before - sendableUpdates(this.state).length;
      }
      const key = `${clientID}@${JSON.stringify(changes)}`;
      if (clientID !== this.name && sentAt.has(key)) delays.push(performance.now() - sentAt.get(key));
    }
    this.document = document;
    count.kept += own;
    if (!this.ready || own > 0) {
      this.ready = true;
      this.underway = false;
    }
    this.push();
  }

  push() {
    const updates = this.state === null ? [] : sendableUpdates(this.state);
    if (!this.ready || this.underway || updates.length === 0) return;
    this.underway = true;
    for (const { changes } of updates) sentAt.set(`${this.name}@${JSON.stringify(changes)}`, performance.now());
    this.say({
      type: "push",
      section: plan.section,
      version: getSyncedVersion(this.state),
      updates: updates.map(({ clientID, changes }) => ({ clientID, changes })),
    });
  }

  say(message) {
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
  }

  edit() {
    if (this.state === null) return;
    const length = this.state.doc.length;
    const at = Math.floor(this.random() * (length + 1));
    const what = this.random();
    let change;
    if (what < 0.25) {
      change = { from: at, insert: `⟦${this.name}-${this.tokens++}⟧` };
    } else if (what < 0.7 || length === 0) {
      change = { from: at, insert: SAMPLES[Math.floor(this.random() * SAMPLES.length)] };
    } else {
      const [from, to] = whole(this.state.doc.toString(), at, Math.min(length, at + 1 + Math.floor(this.random() * 6)));
      change = { from, to, insert: what < 0.85 ? "" : "✎" };
    }
    if (change.from === change.to && !change.insert) return;
    const [from] = whole(this.state.doc.toString(), change.from, change.from);
    if (change.to === undefined) change.from = from;
    this.state = this.state.update({ changes: change }).state;
    count.edits++;
    this.push();
  }

  drop() {
    count.disconnects++;
    this.socket.terminate();
  }

  quiet() {
    return this.ready && !this.underway && this.state !== null && sendableUpdates(this.state).length === 0;
  }
}

/** No half of a character is touched, as in a browser. */
function whole(text, from, to) {
  const isLow = (at) => at > 0 && at < text.length && /[\udc00-\udfff]/.test(text[at]);
  return [isLow(from) ? from - 1 : from, isLow(to) ? to + 1 : to];
}

const editors = Array.from({ length: plan.editors }, (_, nth) => new Editor(nth));
const end = Date.now() + plan.seconds * 1000;
const pause = (millis) => new Promise((resolve) => setTimeout(resolve, millis));
await Promise.all(
  editors.map(async (editor) => {
    while (Date.now() < end) {
      await pause(20 + editor.random() * 200);
      if (editor.random() < 0.01) editor.drop();
      else editor.edit();
    }
  }),
);
const limit = Date.now() + SETTLE_SECONDS * 1000;
const settled = () =>
  editors.every((editor) => editor.quiet()) &&
  new Set(editors.map((editor) => getSyncedVersion(editor.state))).size === 1;
while (!settled() && Date.now() < limit) await pause(50);
delays.sort((one, other) => one - other);
const texts = editors.map((editor) => editor.state.doc.toString());
console.log(
  JSON.stringify({
    settled: settled(),
    equal: new Set(texts).size === 1,
    text: texts[0],
    version: getSyncedVersion(editors[0].state),
    tokens: editors.flatMap((editor) => Array.from({ length: editor.tokens }, (_, nth) => `⟦${editor.name}-${nth}⟧`)),
    ...count,
    delayP50: delays[Math.floor(delays.length / 2)],
    delayP99: delays[Math.floor(delays.length * 0.99)],
  }),
);
process.exit(0);
