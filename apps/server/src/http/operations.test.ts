import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { get, type IncomingMessage, request } from "node:http";
import { contact, debitAtStripe, shippingAddress, stockedVariant } from "@dualtrack/testkit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { eventually, openTestServer, type TestServer } from "../testing/open-test-server.ts";
import { paymentOf } from "../testing/payment-of.ts";

// What balancers, monitoring and the person at the machine are told, and how a process takes leave of them.
let server: TestServer;
let monitoring: { authorization: string };

beforeAll(async () => {
  server = await openTestServer();
  monitoring = { authorization: `Bearer ${server.monitoringToken}` };
});
afterAll(() => server[Symbol.asyncDispose]());

describe("readiness", () => {
  test("is about this process and its database, not about Stripe, mail or a worker", async () => {
    // The jobs of the start ask Stripe, too.
    await eventually(async () => {
      const [{ due } = { due: 1n }] = await server.shop.db.$queryRaw<{ due: bigint }[]>`
        select count(*) as due from graphile_worker.jobs where run_at <= now()`;
      return due === 0n;
    }, "the jobs of the start are done");
    await server.shop.outside.fault({ kind: "api", action: "error", when: "before", status: 500 });
    server.shop.clock.advance(6_000); // Stripe's answer holds for five seconds
    await server.shop.db.mail.create({ data: { ...mailTo("a@example.com"), state: "failed" } });
    const ready = await fetch(`${server.url}/readyz`);
    const details = await fetch(`${server.url}/healthz/details`, { headers: monitoring });
    await server.shop.outside.noFaults();
    server.shop.clock.advance(6_000);
    await server.shop.db.mail.deleteMany();
    expect([ready.status, await ready.json()]).toEqual([
      200,
      { ready: true, stopping: false, database: { ok: true }, migrations: { ok: true } },
    ]);
    expect(details.status).toBe(503);
    expect(await details.json()).toMatchObject({
      ok: false,
      database: { ok: true },
      worker: { ok: true },
      stripe: { ok: false },
      mail: { ok: false, problem: expect.stringMatching(/^1 could not be sent/) },
    });
    const well = await fetch(`${server.url}/healthz/details`, { headers: monitoring });
    expect([well.status, await well.json()]).toMatchObject([200, { ok: true, mail: { ok: true } }]);
  });

  test("details say when exchange rates were read, and that the feed fails or has none", async () => {
    const { db, clock } = server.shop;
    const read = async () =>
      (await (await fetch(`${server.url}/healthz/details`, { headers: monitoring })).json()) as object;
    const at = clock.now();
    await db.rateFeedStatus.update({ where: { id: 1 }, data: { succeededAt: at } });
    expect(await read()).toMatchObject({ exchangeRates: { ok: true, succeededAt: at.toISOString() } });
    await db.rateFeedStatus.update({
      where: { id: 1 },
      data: { failingSince: at, problem: "refused: HTTP 503" },
    });
    // Nobody needs the feed.
    expect(await read()).toMatchObject({ exchangeRates: { ok: true } });
    await db.offeredCurrency.create({
      data: {
        ...{ currency: "chf", position: 0, rateSource: "feed", countries: [] },
        ...{ priceStep: 5, priceEnding: 0 },
      },
    });
    expect(await read()).toMatchObject({
      ok: false,
      exchangeRates: {
        ok: false,
        problem: expect.stringMatching(/fails since .*refused HTTP 503; chf: no rate/),
        succeededAt: at.toISOString(),
      },
    });
    await db.offeredCurrency.deleteMany();
    await db.rateFeedStatus.update({ where: { id: 1 }, data: { failingSince: null, problem: null } });
  });

  test("fails while migrations of this version are missing", async () => {
    const [last] = await server.shop.db.$queryRaw<[{ name: string }]>`
      select max(migration_name) as name from _prisma_migrations`;
    await server.shop.db.$executeRaw`
      update _prisma_migrations set rolled_back_at = now() where migration_name = ${last.name}`;
    const ready = await fetch(`${server.url}/readyz`);
    await server.shop.db.$executeRaw`update _prisma_migrations set rolled_back_at = null`;
    expect([ready.status, await ready.json()]).toMatchObject([
      503,
      { ready: false, database: { ok: true }, migrations: { problem: `not applied: ${last.name}` } },
    ]);
  });
});

describe("figures and details", () => {
  test.each(["/metrics", "/healthz/details"])("%s is for monitoring only", async (path) => {
    const statusWith = async (headers: Record<string, string>) =>
      (await fetch(server.url + path, { headers })).status;
    expect(await statusWith({})).toBe(401);
    expect(await statusWith({ authorization: "Bearer wrong" })).toBe(401);
    expect(await statusWith({ authorization: `Bearer ${server.monitoringToken}x` })).toBe(401);
    expect(await statusWith({ "x-forwarded-for": "198.51.100.9" })).toBe(200); // one of MONITORING_FROM
    expect(await statusWith({ "x-forwarded-for": "198.51.100.10" })).toBe(401);
    const answer = await fetch(server.url + path, { headers: monitoring });
    expect([answer.status, await answer.text()]).toEqual([
      200,
      expect.stringMatching(/dualtrack_jobs|"worker":/),
    ]);
  });
});

describe("the outbox", () => {
  test.each<{ headers: Record<string, string>; status: number }>([
    { headers: {}, status: 200 },
    { headers: { host: "localhost:4000" }, status: 200 },
    { headers: { "x-forwarded-for": "127.0.0.1" }, status: 404 },
    { headers: { "x-real-ip": "203.0.113.7" }, status: 404 },
    { headers: { host: "shop.example.com" }, status: 404 },
    { headers: { host: "127.0.0.1.rebound.example" }, status: 404 },
  ])("is shown to this machine itself: $headers is $status", async ({ headers, status }) => {
    expect(await statusOf(`${server.url}/dev/mail`, headers)).toBe(status);
  });

  test("a mail's calendar files are listed, and saved instead of shown", async () => {
    const content = "BEGIN:VCALENDAR\r\nMETHOD:CANCEL\r\nSUMMARY:<script>1</script>\r\nEND:VCALENDAR\r\n";
    const mail = {
      kind: "booking_cancelled",
      recipient: "ada@example.com",
      subject: "S",
      text: "T",
    } as const;
    const { id } = await server.shop.db.mail.create({
      data: { ...mail, html: "<body>H</body>", key: "with-calendars", calendars: [content, content] },
    });
    const page = await (await fetch(`${server.url}/dev/mail/${id}`)).text();
    const links = [...page.matchAll(/<a href="([^"]+)">(booking[^<]*)<\/a>, (\d+) bytes/g)];
    expect(links.map(([, , name, bytes]) => [name, Number(bytes)])).toEqual([
      ["booking.ics", content.length],
      ["booking-2.ics", content.length],
    ]);
    const path = links[1]?.[1] ?? "";
    const file = await fetch(server.url + path);
    expect([file.status, await file.text()]).toEqual([200, content]);
    expect(Object.fromEntries(file.headers)).toMatchObject({
      "content-type": "text/calendar; charset=utf-8; method=CANCEL",
      "content-disposition": "attachment; filename=booking-2.ics",
      "x-content-type-options": "nosniff",
    });
    expect(await statusOf(server.url + path, { "x-forwarded-for": "127.0.0.1" })).toBe(404);
    for (const wrong of [`${id}/other.ics`, `${randomUUID()}/booking.ics`, "x/booking.ics"])
      expect(await statusOf(`${server.url}/dev/mail/${wrong}`, {})).toBe(404);
  });
});

describe("a process that is told to stop", () => {
  test("says so first, finishes what is under way, and sends live streams elsewhere", async () => {
    await using stopping = await openTestServer();
    const { url, shop } = stopping;
    const variantId = await stockedVariant(shop, { onHand: 3 });
    const token = await orderThatWaits(stopping, variantId);
    const stream = await openStream(url, token);
    const slow = beginToAdd(url, variantId);
    await once(slow.call, "socket");
    await fetch(`${url}/healthz`); // by now the server has the slow one, too

    const { promise: noticed, resolve: notice } = Promise.withResolvers<void>();
    const drained = stopping.drain({ noticed });
    const notReady = await fetch(`${url}/readyz`);
    expect([notReady.status, await notReady.json()]).toMatchObject([503, { ready: false, stopping: true }]);
    expect(notReady.headers.get("connection")).toBe("close");
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    // A stream that ended now would come back here, while the balancer does not know yet.
    expect(stream.complete).toBe(false);

    notice();
    await once(stream, "end");
    expect(stream.complete).toBe(true); // ended, not cut
    await expect(fetch(`${url}/healthz`)).rejects.toThrow();
    slow.finish();
    expect((await slow.answer).statusCode).toBe(200);
    expect(await drained).toBe(0);
  });
});

/** The token of an order whose payment the bank decides about: its page listens until it does. */
async function orderThatWaits({ browser: open, shop }: TestServer, variantId: string): Promise<string> {
  const browser = open();
  await browser.cart.add.mutate({ variantId, quantity: 1 });
  const { id: checkoutId, quoteNumber } = await browser.checkout.start.mutate();
  const sent = { checkoutId, quoteNumber, contact, shippingAddress };
  const payment = paymentOf(await browser.checkout.prepare.mutate(sent));
  await debitAtStripe(shop, payment.paymentIntentId);
  return (await browser.orders.place.mutate(payment)).token;
}

async function openStream(url: string, token: string): Promise<IncomingMessage> {
  const input = encodeURIComponent(JSON.stringify({ token }));
  const headers = { accept: "text/event-stream" };
  const [stream] = (await once(get(`${url}/trpc/orders.watch?input=${input}`, { headers }), "response")) as [
    IncomingMessage,
  ];
  return stream.resume();
}

/** A change whose body is still on its way, until it is told to finish. */
function beginToAdd(url: string, variantId: string) {
  const body = JSON.stringify({ variantId, quantity: 1 });
  const headers = { "content-type": "application/json", "content-length": body.length };
  const call = request(`${url}/trpc/cart.add`, { method: "POST", headers });
  const answer = once(call, "response").then(([response]) => (response as IncomingMessage).resume());
  call.write(body.slice(0, 5));
  return { call, answer, finish: () => call.end(body.slice(5)) };
}

function mailTo(recipient: string) {
  const words = { subject: "Hello", text: "Hello", html: "<p>Hello</p>" };
  return { kind: "staff_alert" as const, key: recipient, recipient, ...words };
}

/** Unlike `fetch`, Node's own client sends whatever Host it is told. */
async function statusOf(url: string, headers: Record<string, string>): Promise<number | undefined> {
  const [answer] = (await once(get(url, { headers }), "response")) as [IncomingMessage];
  answer.resume();
  return answer.statusCode;
}
