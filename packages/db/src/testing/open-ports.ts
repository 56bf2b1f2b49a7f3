import { subscribe } from "node:diagnostics_channel";
import { Socket } from "node:net";

const open = new Set<Socket>();

subscribe("net.client.socket", (message) => {
  const socket: unknown = Reflect.get(Object(message), "socket");
  if (!(socket instanceof Socket)) return;
  open.add(socket);
  socket.once("close", () => open.delete(socket));
});

/** This end's ports of the connections that this process has opened and has not begun to close. */
export function openPorts(): number[] {
  return [...open].flatMap(({ localPort, writableEnded }) =>
    localPort === undefined || writableEnded ? [] : [localPort],
  );
}
