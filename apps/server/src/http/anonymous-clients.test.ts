import { request as httpRequest, type IncomingMessage } from "node:http";
import { appRouter } from "@dualtrack/api";
import { maxApiAddress, maxCallsPerRequest } from "@dualtrack/contract";
import { aResource, aService } from "@dualtrack/testkit";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestServer, subscribe, type TestServer } from "../testing/open-test-server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
});
afterAll(() => server[Symbol.asyncDispose]());

interface Sent {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string;
}

interface Answer {
  status: number;
  headers: IncomingMessage["headers"];
  text: string;
}

/** Sends what `fetch` would mend or refuse to send. Of a stream that stays open the first message is read. */
function send({ method = "GET", path, headers = {}, body = "" }: Partial<Sent>): Promise<Answer> {
  const { hostname, port } = new URL(server.url);
  return new Promise((resolve, reject) => {
    const call = httpRequest({ hostname, port, method, path: path ?? "/", headers, agent: false });
    call.once("error", reject);
    call.once("response", (response) => {
      let text = "";
      const isStream = response.headers["content-type"]?.startsWith("text/event-stream") ?? false;
      const end = () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
        call.destroy();
      };
      response.setEncoding("utf8").on("data", (chunk: string) => {
        text += chunk;
        if (isStream && /^data: ./m.test(text)) end();
      });
      response.once("end", end).once("error", end);
    });
    call.end(body);
  });
}

const json = { "content-type": "application/json" };
const post = (path: string, body: string, headers: Record<string, string> = json) =>
  send({ method: "POST", path, body, headers });
const nested = (depth: number) => "[".repeat(depth) + "]".repeat(depth);

describe("too large", () => {
  test("a batch of more calls than a page makes is refused as a whole", async () => {
    const batchOf = (count: number) =>
      send({ path: `/trpc/${Array(count).fill("catalog.list").join(",")}?batch=1&input=%7B%7D` });
    expect(JSON.parse((await batchOf(maxCallsPerRequest)).text)).toHaveLength(maxCallsPerRequest);
    expect((await batchOf(maxCallsPerRequest + 1)).status).toBe(400);
  });

  test("a body of more than its procedure takes is not read, whether its length is announced or not", async () => {
    const line = (bytes: number) => JSON.stringify({ note: "x".repeat(bytes) });
    expect((await post("/trpc/cart.add", line(15_000))).status).toBe(400); // read, and no line
    expect((await post("/trpc/cart.add", line(17_000))).status).toBe(413);
    const chunked = { ...json, "transfer-encoding": "chunked" };
    expect((await post("/trpc/cart.add", line(17_000), chunked)).status).toBe(413);
    // A batch may bring as much as its calls together, and evidence more than a cart's line.
    expect((await post("/trpc/cart.add,cart.add?batch=1", line(17_000))).status).toBe(400);
    expect((await post("/trpc/disputes.submit", line(900_000))).status).toBe(401);
    expect((await post("/trpc/disputes.submit", line(1_100_000))).status).toBe(413);
    expect((await post("/trpc/no.such.procedure", line(17_000))).status).toBe(413);
  });

  test("files are accepted from staff only", async () => {
    const form = { "content-type": "multipart/form-data; boundary=b" };
    const part = `--b\r\nContent-Disposition: form-data; name="productId"\r\n\r\n${"x".repeat(20_000)}\r\n--b--\r\n`;
    expect((await post("/trpc/products.addPicture", part, form)).status).toBe(401);
    expect((await post("/trpc/cart.add", part, form)).status).toBe(400);
  });

  test("JSON that nests deeper than any input is refused: in a body, in an address, at the sign-in", async () => {
    expect((await post("/trpc/cart.add", nested(8_000))).status).toBe(400);
    expect((await send({ path: `/trpc/catalog.product?input=${nested(3_000)}` })).status).toBe(400);
    expect((await post("/auth/sign-in/email", `{"email":${nested(4_000)}}`)).status).toBe(400);
    expect((await send({ path: `/exports/orders.csv?filter=${nested(3_000)}` })).status).toBe(401);
  });

  test("an address that is too long is 414, one that can't be decoded 400, another method 405", async () => {
    expect((await send({ path: `/trpc/${"a".repeat(maxApiAddress)}` })).status).toBe(414);
    for (const path of ["/trpc/%E0%A4%A", "/trpc/cart.get,%E0%A4%A?batch=1"])
      expect((await send({ path })).status).toBe(400);
    for (const method of ["TRACE", "PUT", "DELETE", "OPTIONS"])
      expect((await send({ method, path: "/trpc/cart.get" })).status).toBe(405);
  });
});

test("a forged token on a subscription is a refusal, and no fault of ours", async () => {
  for await (const message of subscribe(server.url, "orders.watch", { token: "forged.token" })) {
    expect.fail(`something was told: ${JSON.stringify(message)}`);
  }
  const { text } = await send({
    path: `/trpc/orders.watch?input=${encodeURIComponent(JSON.stringify({ token: "forged.token" }))}`,
    headers: { accept: "text/event-stream" },
  });
  expect(text).toContain('"code":"ORDER_NOT_FOUND"');
  expect(text).toContain('"httpStatus":404');
});

describe("too often", () => {
  const most = 3;
  const limitAll = () => {
    const { limits } = server.shop.settings;
    const perMinute = {
      bookingChanges: most,
      feedback: most,
      messages: most,
      checkouts: most,
      cartChanges: most,
      carrierRates: most,
      discountCodes: most,
      slots: most,
      vatIds: most,
      downloads: 10_000,
      wrongLinks: most,
      rejectedWebhooks: most,
    };
    server.shop.settings.limits = { ...limits, perMinute, readsPerMinute: most };
    return {
      [Symbol.dispose]() {
        server.shop.settings.limits = limits;
      },
    };
  };

  test.each([
    ["cart.setLine", JSON.stringify({ variantId: crypto.randomUUID(), quantity: 0 })],
    ["checkout.start", ""],
    [
      "bookings.cancelOwn",
      JSON.stringify({ token: "wrong.token", bookingId: crypto.randomUUID(), refundAmount: 0 }),
    ],
    [
      "messages.send",
      JSON.stringify({
        requestId: crypto.randomUUID(),
        reason: "other",
        email: "a@example.com",
        text: "Hello",
      }),
    ],
    ["orders.place", JSON.stringify({ paymentIntentId: "pi_1", clientSecret: "wrong" })],
    ["staff.acceptInvitation", JSON.stringify({ token: "wrong", name: "A", password: "a-long-password" })],
  ])(
    "%s is answered with 429 and when to come again, from this address and not from another",
    async (path, body) => {
      using _ = limitAll();
      const from = (address: string) => post(`/trpc/${path}`, body, { ...json, "x-forwarded-for": address });
      const answers = [];
      for (let count = 0; count <= most; count += 1) answers.push(await from(`203.0.113.${path.length}`));
      expect(answers.slice(0, most).every(({ status }) => status < 429)).toBe(true);
      const last = answers.at(-1);
      expect(last?.status).toBe(429);
      expect(Number(last?.headers["retry-after"])).toBeGreaterThan(0);
      expect(last?.text).toContain('"code":"TOO_MANY_REQUESTS"');
      expect((await from(`203.0.114.${path.length}`)).status).not.toBe(429);
    },
  );

  test("questions about a cart and about a drop's line are limited together, for each network", async () => {
    using _ = limitAll();
    const productId = JSON.stringify({ productId: crypto.randomUUID() });
    const from = { "x-forwarded-for": "203.0.113.202" };
    const calls = [
      () => send({ path: "/trpc/cart.get", headers: from }),
      () => send({ path: `/trpc/drops.place?input=${encodeURIComponent(productId)}`, headers: from }),
      () => post("/trpc/drops.leave", productId, { ...json, ...from }),
      () => post("/trpc/drops.puzzle", productId, { ...json, ...from }),
    ];
    for (const call of calls.slice(0, most)) expect((await call()).status).toBeLessThan(429);
    for (const call of calls) {
      const { status, headers, text } = await call();
      expect([status, Number(headers["retry-after"]) > 0]).toEqual([429, true]);
      expect(text).toContain('"code":"TOO_MANY_REQUESTS"');
    }
    expect(
      (await send({ path: "/trpc/cart.get", headers: { "x-forwarded-for": "203.0.114.202" } })).status,
    ).toBe(200);
  });

  test("each question of a batch when a service can be booked counts; another network is not affected", async () => {
    const variantId = await aService(server.shop, { resourceIds: [await aResource(server.shop)] });
    using _ = limitAll();
    const input = (count: number) =>
      encodeURIComponent(JSON.stringify({ ...Array(count).fill({ variantId, quantity: 1 }) }));
    const asked = (count: number, address: string) => {
      const names = Array(count).fill("catalog.slots").join(",");
      const path = `/trpc/${names}?batch=1&input=${input(count)}`;
      return send({ path, headers: { "x-forwarded-for": address } });
    };
    const count = most + 2;
    const answers = JSON.parse((await asked(count, "203.0.113.201")).text) as { error?: object }[];
    expect(answers).toHaveLength(count);
    const refused = answers.filter(({ error }) => error !== undefined);
    expect(refused).toHaveLength(count - most);
    expect(JSON.stringify(refused[0])).toContain('"code":"TOO_MANY_REQUESTS"');
    expect((await asked(1, "203.0.113.201")).status).toBe(429);
    expect((await asked(1, "203.0.114.201")).status).toBe(200);
  });

  test("too many forged webhooks are no longer stored, and Stripe's own are still accepted", async () => {
    using _ = limitAll();
    const forged = { ...json, "x-forwarded-for": "203.0.113.200" };
    const before = await server.shop.db.webhookRejection.count();
    const answers = [];
    for (let count = 0; count < most + 2; count += 1)
      answers.push(await post("/webhooks/stripe", "{}", forged));
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 429, 429]);
    expect(Number(answers.at(-1)?.headers["retry-after"])).toBeGreaterThan(0);
    expect(await server.shop.db.webhookRejection.count()).toBe(before + most);
    const event = JSON.stringify({
      id: "evt_real",
      object: "event",
      type: "ping",
      created: 1,
      livemode: false,
      data: { object: {} },
    });
    const signature = server.shop.stripe.webhooks.generateTestHeaderString({
      payload: event,
      secret: server.webhookSecret,
    });
    expect((await post("/webhooks/stripe", event, { ...forged, "stripe-signature": signature })).status).toBe(
      200,
    );
  });
});

const malformedTexts = [
  "",
  "\0",
  "\ud800",
  "💿",
  "a\r\nb",
  "__proto__",
  "constructor",
  "'; drop table cart; --",
  "%",
  "x".repeat(3_000),
];
const malformedText = fc.oneof(fc.constantFrom(...malformedTexts), fc.string({ unit: "binary" }));
const scalar = fc.oneof(
  malformedText,
  fc.constantFrom(null, true, -1, 0, 1, 1e308, 2 ** 53, 0.5),
  fc.uuid(),
  fc.constantFrom("1.1.1", "pi_1", "2026-02-30", "../..", "0".repeat(300)),
);
const procedures = Object.keys(appRouter._def.procedures);
/** Names that our inputs have, so that odd values reach the code behind them. */
const names = [
  ["variantId", "quantity", "slug", "token", "checkoutId", "orderToken", "paymentIntentId", "clientSecret"],
  ["contact", "email", "shippingAddress", "number", "cursor", "limit", "q", "states", "filter", "password"],
].flat();
const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { depthSize: "small" },
    scalar,
    fc.array(tie("any"), { maxLength: 3 }),
    fc.dictionary(fc.oneof(fc.constantFrom(...names), malformedText), tie("any"), { maxKeys: 4 }),
  ),
})).any;
const sentText = fc.oneof(
  { weight: 5, arbitrary: value.map((it) => JSON.stringify(it)) },
  malformedText,
  fc.constantFrom(
    nested(18),
    nested(5_000),
    "{",
    '{"__proto__":{"a":1}}',
    '{"0":{"__proto__":null}}',
    "1e999999",
    '"\\ud800"',
  ),
);
const queryOf = (text: string) => encodeURIComponent(text.toWellFormed()).slice(0, 6_000);
const step = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...procedures) },
  fc.constantFrom(
    "%E0%A4%A",
    "%00",
    "..%2f..%2fetc",
    "toString",
    "__proto__",
    "cart",
    "cart.",
    "%ED%A0%80",
    ",",
    "a,b,c",
  ),
  malformedText.map(queryOf),
);
const path = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(
        fc.array(step, { minLength: 1, maxLength: 3 }),
        sentText,
        fc.constantFrom("", "&batch=1", "&batch=1&batch=2"),
        fc.constantFrom("", "&connectionParams=%7B", "&lastEventId=x"),
      )
      .map(
        ([steps, input, batch, more]) => `/trpc/${steps.join(",")}?input=${queryOf(input)}${batch}${more}`,
      ),
  },
  fc
    .tuple(
      fc.constantFrom(
        "/auth/sign-in/email",
        "/auth/reset-password",
        "/auth/two-factor/verify-totp",
        "/auth/",
        "/webhooks/stripe",
        "/media/",
        "/exports/orders.csv?filter=",
        "/dev/mail/",
        "/admin/",
        "/",
        "//",
        "/orders/",
        "/healthz/",
      ),
      step,
    )
    .map(([begin, end]) => begin + end),
  fc.constantFrom("/auth/sign-in/email", "/auth/reset-password", "/auth/sign-out", "/webhooks/stripe"),
);
const headers = fc.record(
  {
    "content-type": fc.constantFrom(
      "application/json",
      "application/json; charset=utf-16",
      "multipart/form-data; boundary=b",
      "application/octet-stream",
      "text/plain",
      "application/x-www-form-urlencoded",
    ),
    accept: fc.constantFrom("text/event-stream", "application/jsonl", "text/html", "*/*"),
    "content-encoding": fc.constantFrom("gzip", "br", "nonsense"),
    cookie: fc.constantFrom(
      "dualtrack_cart=x",
      `dualtrack_cart=${"a".repeat(32)}`,
      "dualtrack.session_token=a.b",
      "=;;=",
      "dualtrack.two_factor=%",
    ),
    origin: fc.constantFrom("null", "http://evil.test"),
    host: fc.constantFrom("", "a b", "[::1", "evil.test:99999"),
    "x-forwarded-for": fc.constantFrom("nobody", "203.0.113.9, ::1", "2001:db8::1", "'"),
    "stripe-signature": fc.constantFrom("t=1,v1=a", "", "t=,v1=", ","),
    "if-none-match": fc.constantFrom("*", '"'),
    range: fc.constantFrom("bytes=5-1", "bytes=0-0"),
    "trpc-accept": fc.constant("application/jsonl"),
    expect: fc.constant("100-continue"),
  },
  { requiredKeys: [] },
);
const sent = fc.record({
  method: fc.constantFrom("GET", "GET", "POST", "POST", "POST", "HEAD", "OPTIONS", "PUT", "TRACE"),
  path,
  headers,
  body: sentText,
});

test("nothing that an anonymous client sends causes a fault", async () => {
  await fc.assert(
    fc.asyncProperty(sent, async ({ method, path: address, headers: given, body }) => {
      const hasBody = method === "POST" || method === "PUT";
      const defined = Object.fromEntries(Object.entries(given).filter(([, text]) => text !== undefined));
      const answer = await send({ method, path: address, headers: defined, body: hasBody ? body : "" });
      expect(answer.status, answer.text).toBeLessThan(500);
      expect(answer.text).not.toContain("INTERNAL_SERVER_ERROR");
    }),
    {
      numRuns: Number(process.env.RUNS ?? 400),
      ...(process.env.SEED === undefined ? {} : { seed: Number(process.env.SEED) }),
    },
  );
  expect(server.shop.log.errors).toEqual([]);
}, 60_000);
