import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import { connect } from "node:http2";
import { Agent, request } from "node:https";
import type { AddressInfo } from "node:net";
import { maxPictureBytes } from "@dualtrack/contract";
import { freePort } from "@dualtrack/db";
import { expect, test } from "vitest";
import { eventually, openTestServer } from "../testing/open-test-server.ts";
import { installedNginx, type Nginx, runNginx } from "../testing/run-nginx.ts";

// The file of deploy/nginx in the system's nginx, in front of webs.
const program = installedNginx();
if (program === null) console.warn("No nginx found: its file is not tried on this machine.");
const tryIt = test.skipIf(program === null);
const start = (...webPorts: number[]) => runNginx(program ?? "", webPorts);

/** A web that answers as told, and keeps what it was asked. */
async function openWeb(answer: RequestListener) {
  const asked: { method: string; headers: IncomingMessage["headers"] }[] = [];
  const server = createServer((message: IncomingMessage, response: ServerResponse) => {
    asked.push({ method: message.method ?? "", headers: message.headers });
    answer(message, response);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  return {
    port: (server.address() as AddressInfo).port,
    asked,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

interface Call {
  method?: string;
  headers?: Record<string, string>;
  body?: Uint8Array;
}

/** The whole answer to a call by https. */
async function call({ httpsPort }: Nginx, path: string, { method = "GET", headers = {}, body }: Call = {}) {
  const agent = new Agent({ rejectUnauthorized: false });
  const sent = request({ host: "127.0.0.1", port: httpsPort, path, method, agent, headers });
  const answered = once(sent, "response") as Promise<[IncomingMessage]>;
  sent.on("error", () => {}); // a body that is refused is not taken to its end
  sent.end(body);
  const [response] = await answered;
  let text = "";
  for await (const chunk of response.setEncoding("utf8")) text += chunk as string;
  agent.destroy();
  return { status: response.statusCode, headers: response.headers, text };
}

const readAll: RequestListener = async (message, response) => {
  let bytes = 0;
  for await (const chunk of message as AsyncIterable<Uint8Array>) bytes += chunk.length;
  response.setHeader("Strict-Transport-Security", "max-age=31536000").end(String(bytes));
};

tryIt("http leads to https, which is HTTP/2, and is remembered, also when no web answers", async () => {
  await using web = await openWeb(readAll);
  await using nginx = await start(web.port, web.port);
  const plain = await fetch(`http://127.0.0.1:${nginx.httpPort}/cart?a=1`, {
    redirect: "manual",
    headers: { host: "shop.example" },
  });
  expect([plain.status, plain.headers.get("location")]).toEqual([308, "https://127.0.0.1/cart?a=1"]);
  const session = connect(`https://127.0.0.1:${nginx.httpsPort}`, { rejectUnauthorized: false });
  const stream = session.request({ ":path": "/" });
  const [headers] = (await once(stream.end(), "response")) as [Record<string, string>];
  expect(headers).toMatchObject({ ":status": 200, "strict-transport-security": "max-age=31536000" });
  expect(session.alpnProtocol).toBe("h2");
  session.destroy();
  const [nobody, neither] = [await freePort(), await freePort()];
  await using alone = await start(nobody, neither);
  const away = await call(alone, "/");
  expect(away).toMatchObject({ status: 502, headers: { "strict-transport-security": "max-age=31536000" } });
});

tryIt("the shop hears who calls and how, whatever the caller says of it", async () => {
  await using web = await openWeb(readAll);
  await using nginx = await start(web.port, web.port);
  const headers = { host: "shop.example", "x-forwarded-for": "203.0.113.9", "x-forwarded-proto": "http" };
  await call(nginx, "/", { headers });
  expect(web.asked[0]?.headers).toMatchObject({
    host: "shop.example",
    "x-forwarded-for": "127.0.0.1",
    "x-forwarded-proto": "https",
  });
});

tryIt(
  "the largest picture passes, and a much larger body does not; a file for download may be larger",
  async () => {
    await using web = await openWeb(readAll);
    await using nginx = await start(web.port, web.port);
    const post = async (path: string, bytes: number) => {
      const { status, text } = await call(nginx, path, { method: "POST", body: new Uint8Array(bytes) });
      return status === 200 ? Number(text) : status;
    };
    expect(await post("/trpc/products.addPicture", maxPictureBytes + 10_000)).toBe(maxPictureBytes + 10_000);
    expect(await post("/trpc/products.addPicture", 2 * maxPictureBytes)).toBe(413);
    expect(await post("/uploads", 3 * maxPictureBytes)).toBe(3 * maxPictureBytes);
  },
);

tryIt(
  "a web that takes no connection loses no request, and one that was sent is not sent twice",
  async () => {
    await using web = await openWeb(readAll);
    const nobody = await freePort();
    await using nginx = await start(nobody, web.port);
    for (const method of ["GET", "POST", "GET", "POST"])
      expect(await call(nginx, "/", { method })).toMatchObject({ status: 200 });
    await using broken = await openWeb((message) => message.socket.destroy());
    await using other = await openWeb((message) => message.socket.destroy());
    await using both = await start(broken.port, other.port);
    expect(await call(both, "/trpc/orders.place", { method: "POST" })).toMatchObject({ status: 502 });
    expect([...broken.asked, ...other.asked].map(({ method }) => method)).toEqual(["POST"]);
  },
);

tryIt(
  "a web that says that it stops gets nothing more, and nobody notices, as long as somebody on this machine asks",
  async () => {
    let stops = false;
    await using stopping = await openWeb((message, response) => {
      response.statusCode = stops && message.url === "/readyz" ? 503 : 200;
      response.end();
    });
    await using other = await openWeb((_message, response) => void response.end());
    await using nginx = await start(stopping.port, other.port);
    stops = true;
    for (let times = 0; times < 2; times += 1)
      expect(await call(nginx, "/webs-ready")).toMatchObject({ status: 200 });
    const before = stopping.asked.length;
    for (let times = 0; times < 6; times += 1)
      expect(await call(nginx, "/trpc/orders.place", { method: "POST" })).toMatchObject({ status: 200 });
    expect([stopping.asked.length - before, other.asked.length]).toEqual([0, 8]);
  },
);

tryIt("what is for monitoring is not to be had from outside, however it is written", async () => {
  await using server = await openTestServer({ hasWorker: false });
  const port = Number(new URL(server.url).port);
  await using nginx = await start(port, port);
  const headers = { authorization: `Bearer ${server.monitoringToken}` };
  for (const path of ["/metrics", "/METRICS/", "/healthz/details", "/healthz/%64etails", "/readyz"])
    expect(await call(nginx, path, { headers }), path).toMatchObject({
      status: 404,
      text: expect.stringContaining("nginx"),
    });
  expect(await call(nginx, "/healthz")).toMatchObject({ status: 200 });
});

tryIt(
  "live updates come at once, and the secrets of orders stand in no log, also when the shop is away",
  async () => {
    await using server = await openTestServer({ hasWorker: false });
    const port = Number(new URL(server.url).port);
    await using nginx = await start(port, port);
    const secret = "x7Vq0secret";
    const input = encodeURIComponent(JSON.stringify({ token: secret }));
    const paths = [
      `/orders/${secret}`,
      `/Pay/${secret}`,
      `/invoices/${secret}/1`,
      `/downloads/${secret}`,
    ].concat(
      `/calendars/${secret}.ics`,
      `/trpc/orders.byToken?input=${input}`,
      `/payment/success?payment_intent_client_secret=${secret}`,
    );
    const headers = { referer: `https://shop.example/orders/${secret}` };
    for (const path of paths) await call(nginx, path, { headers });

    const watched = { variantId: randomUUID(), month: "2099-07" };
    const agent = new Agent({ rejectUnauthorized: false });
    const live = request({
      ...{ host: "127.0.0.1", port: nginx.httpsPort, agent },
      path: `/trpc/catalog.watchSlots?input=${encodeURIComponent(JSON.stringify(watched))}`,
      headers: { accept: "text/event-stream" },
    });
    const [response] = (await once(live.end(), "response")) as [IncomingMessage];
    const [first] = (await once(response.setEncoding("utf8"), "data")) as [string];
    expect([response.statusCode, first]).toEqual([200, expect.stringContaining("connected")]);
    live.destroy();
    agent.destroy();

    await using away = await start(await freePort(), await freePort());
    for (const path of paths) expect(await call(away, path, { headers })).toMatchObject({ status: 502 });
    for (const each of [nginx, away])
      await eventually(async () => each.logged().includes('"path":"/payment/success"'), "it is logged");
    for (const each of [nginx, away]) {
      expect(each.logged()).toContain('"path":"/orders/…"');
      expect(each.logged()).not.toContain(secret);
    }
  },
);
