import { collab, getSyncedVersion, receiveUpdates, sendableUpdates } from "@codemirror/collab";
import { ChangeSet, EditorState, Text } from "@codemirror/state";
import { Socket } from "./socket.mjs";

const AGAIN_MILLIS = 20;

/** An editor of a postmortem's section: what a browser holds, without the screen. */
export class CodeMirrorEditor {
  #socket;
  #state;
  #own = 0;
  #underway = 0;
  #heardOf = new Map();

  /** @param watch hears of each keystroke, of what is shown of others', and of what goes wrong */
  constructor(name, { url, token, section }, watch) {
    Object.assign(this, { name, url, token, section, watch });
  }

  async open() {
    await new Promise((resolve, reject) => {
      this.#socket = new Socket(this.url, [], { headers: { Authorization: `Bearer ${this.token}` } });
      this.#socket.on("message", (message) => this.#hear(JSON.parse(message), resolve));
      this.#socket.on("error", reject);
      this.#socket.on("close", (code, reason) => {
        this.watch.failed(`closed with ${code} ${reason}`);
        reject(new Error(`closed with ${code} ${reason}`));
      });
    });
  }

  #hear(message, opened) {
    switch (message.type) {
      case "hello":
        this.#say({ type: "open", section: this.section });
        break;
      case "opened":
        this.#state = EditorState.create({
          doc: Text.of(message.text.split("\n")),
          extensions: [
            collab({ clientID: this.name, startVersion: message.version }),
            EditorState.lineSeparator.of("\n"),
          ],
        });
        opened();
        break;
      case "updates":
        this.#receive(message);
        break;
      case "refused":
        this.watch.failed(`refused: ${message.code} ${message.detail}`);
        setTimeout(() => this.#push(), AGAIN_MILLIS);
        break;
    }
  }

  /** One by one, as the service moves them. */
  #receive({ version, updates }) {
    if (version !== getSyncedVersion(this.#state)) {
      this.watch.failed(`updates from ${version} on, where ${getSyncedVersion(this.#state)} was expected`);
    }
    for (const { clientID, changes } of updates) {
      const update = { clientID, changes: ChangeSet.fromJSON(changes) };
      this.#state = receiveUpdates(this.#state, [update]).state;
      if (clientID === this.name) {
        this.#underway--;
      } else {
        const nth = this.#heardOf.get(clientID) ?? 0;
        this.#heardOf.set(clientID, nth + 1);
        this.watch.shown(clientID, nth);
      }
    }
    if (this.#underway === 0) {
      this.#push();
    }
  }

  /** What was typed while a push was under way goes together into the next one. */
  #push() {
    const updates = sendableUpdates(this.#state).map(({ clientID, changes }) => ({ clientID, changes }));
    this.#underway = updates.length;
    if (updates.length > 0) {
      this.#say({ type: "push", section: this.section, version: getSyncedVersion(this.#state), updates });
    }
  }

  type(character, random) {
    const from = Math.floor(random() * (this.#state.doc.length + 1));
    this.watch.typed(this.name, this.#own++);
    this.#state = this.#state.update({ changes: { from, insert: character } }).state;
    if (this.#underway === 0) {
      this.#push();
    }
  }

  text() {
    return this.#state.doc.sliceString(0, undefined, "\n");
  }

  #say(message) {
    this.#socket.send(JSON.stringify(message));
  }

  close() {
    this.#socket.removeAllListeners("close").close();
  }
}
