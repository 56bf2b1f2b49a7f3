import { once } from "node:events";
import { createServer, request as httpRequest, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { afterEach, expect, test, vi } from "vitest";
import { limitBodyTime } from "./limit-body-time.ts";
import { serverPaths } from "./server-paths.ts";

afterEach(() => void vi.useRealTimers());

/** A request whose body stops in the middle, as the server has it. */
async function stalled(path: string, headers: Record<string, string>) {
  const { promise: arrived, resolve } = Promise.withResolvers<IncomingMessage>();
  const server = createServer(
    express().use(limitBodyTime, (request) => {
      request.once("data", () => resolve(request));
    }),
  );
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const { port } = server.address() as AddressInfo;
  const request = httpRequest({ host: "127.0.0.1", port, path, method: "POST", headers });
  request.on("error", () => {});
  request.write("a part");
  const incoming = await arrived;
  return {
    socket: incoming.socket,
    async finish() {
      request.end();
      await once(incoming.resume(), "end");
    },
    [Symbol.dispose]() {
      request.destroy();
      server.closeAllConnections();
      server.close();
    },
  };
}

const almost = 5 * 60_000 - 1;
const chunked = { "transfer-encoding": "chunked" };

test.each([chunked, { "content-length": "1000" }])(
  "a body that takes longer than five minutes is cut off, with %j",
  async (headers) => {
    using call = await stalled("/trpc/cart.add", headers);
    vi.advanceTimersByTime(almost);
    expect(call.socket.destroyed).toBe(false);
    vi.advanceTimersByTime(1);
    expect(call.socket.destroyed).toBe(true);
  },
);

test("an upload has more time, and what has arrived is not cut off later", async () => {
  using upload = await stalled(serverPaths.uploads, chunked);
  vi.advanceTimersByTime(60 * 60_000);
  expect(upload.socket.destroyed).toBe(false);
  using call = await stalled("/trpc/cart.add", chunked);
  await call.finish();
  vi.advanceTimersByTime(60 * 60_000);
  expect(call.socket.destroyed).toBe(false);
});
