import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { networkInterfaces } from "node:os";
import express from "express";
import { afterAll, beforeAll, expect, test } from "vitest";
import { forwardTo } from "./forward-to.ts";

let behind: Server;
let front: Server;
let port: number | null;
const portOf = (server: Server) => (server.address() as AddressInfo).port;
const listen = (server: Server) => new Promise<void>((done) => server.listen(0, () => done()));

beforeAll(async () => {
  behind = createServer((request, response) => {
    if (request.url === "/stream") return void response.flushHeaders();
    response.setHeader("Set-Cookie", ["a=1", "b=2"]);
    request.pipe(response.writeHead(201, { "X-For": String(request.headers["x-forwarded-for"]) }));
  });
  front = createServer(express().use(forwardTo({ port: async () => port })));
  await Promise.all([listen(behind), listen(front)]);
  port = portOf(behind);
});
afterAll(() => {
  for (const server of [behind, front]) server.close().closeAllConnections();
});
const ask = (path: string, init?: RequestInit, host = "127.0.0.1") =>
  fetch(`http://${host}:${portOf(front)}${path}`, init);

test("a call and its answer are forwarded unchanged, with all headers", async () => {
  const answer = await ask("/x", { method: "POST", body: "called" });
  expect([answer.status, await answer.text()]).toEqual([201, "called"]);
  expect(answer.headers.getSetCookie()).toEqual(["a=1", "b=2"]);
  expect(answer.headers.get("x-for")).toBe("undefined");
});

test("the forwarding headers of a tunnel on this machine are kept", async () => {
  const answer = await ask("/x", { headers: { "x-forwarded-for": "203.0.113.7" } });
  expect(answer.headers.get("x-for")).toBe("203.0.113.7");
});

const ownAddress = Object.values(networkInterfaces())
  .flat()
  .find((one) => one?.family === "IPv4" && !one.internal)?.address;
test.runIf(ownAddress)(
  "a caller from another machine is named, so that the server does not take it for this one",
  async () => {
    const answer = await ask("/x", { headers: { "x-forwarded-for": "203.0.113.7" } }, ownAddress);
    expect(answer.headers.get("x-for")).toMatch(new RegExp(`^203\\.0\\.113\\.7, .*${ownAddress}$`));
  },
);

test("a stream begins before its first message, and ends at the server when its reader leaves", async () => {
  const left = new AbortController();
  const stream = await ask("/stream", { signal: left.signal });
  expect(stream.status).toBe(200);
  left.abort();
  await expect.poll(() => new Promise((done) => behind.getConnections((_, count) => done(count)))).toBe(0);
});

test("a request to a server that is just ending goes to the next one", async () => {
  const ports = [1, portOf(behind)]; // nobody listens at the first
  const successor = createServer(express().use(forwardTo({ port: async () => ports.shift() ?? null })));
  await listen(successor);
  const answer = await fetch(`http://127.0.0.1:${portOf(successor)}/x`);
  expect(answer.status).toBe(201);
  successor.close().closeAllConnections();
});

test.each([
  ["does not start", null],
  ["has crashed", 1],
])("while the server %s the answer says where to look", async (_case, nowhere) => {
  port = nowhere;
  const answer = await ask("/x");
  expect([answer.status, await answer.text()]).toEqual([503, expect.stringContaining("npm run dev")]);
});
