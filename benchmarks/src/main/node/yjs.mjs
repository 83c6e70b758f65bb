import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { Socket } from "./socket.mjs";

/** An editor of a text that is shared through the server of y-websocket. */
export class YjsEditor {
  #document = new Y.Doc();
  #text = this.#document.getText("text");
  #provider;

  /** @param text what the first one who comes writes there */
  constructor(name, { url, room, text }, watch) {
    Object.assign(this, { name, url, room, start: text, watch });
  }

  /** @param first whether nobody was here before */
  async open(first) {
    this.#provider = new WebsocketProvider(this.url, this.room, this.#document, {
      WebSocketPolyfill: Socket,
      disableBc: true, // else the editors of one process talk to each other past the server
    });
    this.#provider.on("connection-error", () => this.watch.failed("connection error"));
    await new Promise((resolve) => this.#provider.once("sync", resolve));
    if (first) {
      this.#text.insert(0, this.start);
    }
    this.#provider.on("connection-close", () => this.watch.failed("closed"));
    // Each character that is inserted is the next number of its client.
    this.#document.on("afterTransaction", ({ local, beforeState, afterState }) => {
      if (local) {
        return;
      }
      for (const [client, after] of afterState) {
        for (let clock = beforeState.get(client) ?? 0; clock < after; clock++) {
          this.watch.shown(client, clock);
        }
      }
    });
  }

  type(character, random) {
    const place = Math.floor(random() * (this.#text.length + 1));
    const client = this.#document.clientID;
    this.watch.typed(client, Y.getState(this.#document.store, client));
    this.#text.insert(place, character);
  }

  text() {
    return this.#text.toString();
  }

  close() {
    this.#provider.destroy();
    this.#document.destroy();
  }
}
