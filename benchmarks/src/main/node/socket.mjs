import WebSocket from "ws";

/** What all editors connect with: nothing is compressed. */
export class Socket extends WebSocket {
  constructor(address, protocols = [], options = {}) {
    super(address, protocols, { ...options, perMessageDeflate: false });
  }
}
