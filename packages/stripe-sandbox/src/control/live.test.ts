import { request } from "node:http";
import { expect, test } from "vitest";
import { openShop } from "../testing/open-shop.ts";
import { until } from "../testing/until.ts";

type Hint = { type: string; id: string; [fact: string]: unknown };

/** A console page that follows changes. */
async function watch(url: string) {
  const hints: Hint[] = [];
  const stop = new AbortController();
  const response = await fetch(`${url}/_sandbox/live`, { signal: stop.signal });
  const ended = read(response, hints).then(
    () => "whole",
    () => "cut",
  );
  await until(() => hints.some(({ type }) => type === "hello"), "the first hint");
  return {
    hints,
    ended,
    hint: async (type: string) => {
      await until(() => hints.some((one) => one.type === type), `a hint of ${type}`);
      return hints.find((one) => one.type === type);
    },
    stop: () => stop.abort(),
  };
}

async function read(response: Response, hints: Hint[]): Promise<void> {
  let text = "";
  for await (const part of response.body ?? []) {
    text += Buffer.from(part).toString();
    const messages = text.split("\n\n");
    text = messages.pop() ?? "";
    for (const message of messages)
      if (message.startsWith("data: ")) hints.push(JSON.parse(message.slice(6)) as Hint);
  }
}

test("every open stream receives a payment, its event and its delivery", async () => {
  await using shop = await openShop();
  const pages = [await watch(shop.sandbox.url), await watch(shop.sandbox.url)];
  const { id } = await shop.pay();
  for (const page of pages) {
    expect(await page.hint("payment_intent")).toMatchObject({ id, created: true });
    expect(await page.hint("charge")).toMatchObject({ payment_intent: id });
    expect(await page.hint("event")).toMatchObject({ id: expect.stringMatching(/^evt_/) });
    expect(await page.hint("delivery")).toMatchObject({ event: expect.stringMatching(/^evt_/) });
    expect(await page.hint("request")).toMatchObject({ id: expect.stringMatching(/^req_/) });
    page.stop();
  }
});

test("those who look on are told when the clock moves, a fault strikes, and all is forgotten", async () => {
  await using shop = await openShop();
  const page = await watch(shop.sandbox.url);
  await shop.control("POST", "/clock", { advanceMs: 1000 });
  await page.hint("clock");
  const fault = await shop.control("POST", "/faults", { kind: "api", action: "rate_limit", times: 1 });
  expect(await page.hint("fault")).toMatchObject({ id: fault.id });
  await shop.control("POST", "/reset");
  await page.hint("reset");
  page.stop();
});

test("more changes at one moment than are worth listing are one hint", async () => {
  await using shop = await openShop();
  await shop.control("POST", "/clock", { freeze: true });
  // Each gets its balance transaction, its changed charge, an event and a delivery when time goes on.
  await Promise.all(Array.from({ length: 130 }, () => shop.pay()));
  const page = await watch(shop.sandbox.url);
  await shop.control("POST", "/clock", { advanceMs: 1000 });
  await page.hint("many");
  page.stop();
});

test("the stream ends when the sandbox stops, and stopping does not wait for it", async () => {
  await using shop = await openShop();
  const page = await watch(shop.sandbox.url);
  await shop.sandbox.stop();
  expect(await page.ended).toBe("whole");
});

test("who calls the sandbox by a foreign name needs the key, or a website could point its own name at it", async () => {
  await using shop = await openShop();
  const openStream = (headers: Record<string, string>) =>
    new Promise<number | undefined>((resolve, reject) => {
      const { host, port } = shop.sandbox;
      request({ host, port, path: "/_sandbox/state", headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on("error", reject)
        .end();
    });
  expect(await openStream({ host: "evil.test" })).toBe(401);
  expect(await openStream({ host: "evil.test", authorization: `Bearer ${shop.sandbox.secretKey}` })).toBe(
    200,
  );
  expect(await openStream({ host: "localhost:4010" })).toBe(200);
  expect(await openStream({ host: "stripe.localhost" })).toBe(200);
});
