// The floor: tells everybody in a room, the sender too, what somebody said there. The room is the address's path.
// Says "running" when it listens, and ends with its standard input.
// node echo.mjs <port>

import { WebSocketServer } from "ws";

const rooms = new Map();

function enter(socket, request) {
  const room = rooms.get(request.url) ?? new Set();
  rooms.set(request.url, room.add(socket));
  socket.on("message", (message) => room.forEach((other) => other.send(message, { binary: false })));
  socket.on("close", () => room.delete(socket));
}

const server = new WebSocketServer({ host: "127.0.0.1", port: Number(process.argv[2]) }, () => console.log("running"));
server.on("connection", enter);
process.stdin.on("end", () => process.exit()).resume();
