// The server of y-websocket as its makers start it, in memory. Says "running …" when it listens; for each line on its
// standard input it collects its garbage and says what memory is left; it ends with its standard input.
// HOST=127.0.0.1 PORT=<port> node --expose-gc peer.mjs

import { createInterface } from "node:readline";
import "./node_modules/@y/websocket-server/src/server.js"; // the package hides it, as it is a program

const lines = createInterface({ input: process.stdin });
lines.on("line", () => {
  globalThis.gc();
  console.log(JSON.stringify(process.memoryUsage()));
});
lines.on("close", () => process.exit());
