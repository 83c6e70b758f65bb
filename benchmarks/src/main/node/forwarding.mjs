import { once } from "node:events";
import { Socket } from "./socket.mjs";

/** Somebody who says what they type and holds no text: what remains is the network and the event loops. */
export class ForwardingEditor {
  #socket;
  #own = 0;

  constructor(name, { url, section, text }, watch) {
    Object.assign(this, { name, url, section, length: text.length, watch });
  }

  async open() {
    this.#socket = new Socket(this.url);
    await once(this.#socket, "open");
    this.#socket.on("close", (code) => this.watch.failed(`closed with ${code}`));
    this.#socket.on("message", (message) => {
      const { clientID, nth } = JSON.parse(message);
      if (clientID !== this.name) {
        this.watch.shown(clientID, nth);
      }
    });
  }

  type(character, random) {
    const place = Math.floor(random() * (this.length + 1));
    const changes = [place, [0, character], this.length - place];
    this.watch.typed(this.name, this.#own);
    const message = { type: "updates", section: this.section, clientID: this.name, nth: this.#own++, changes };
    this.#socket.send(JSON.stringify(message));
  }

  /** Has none. */
  text() {
    return null;
  }

  close() {
    this.#socket.removeAllListeners("close").close();
  }
}
