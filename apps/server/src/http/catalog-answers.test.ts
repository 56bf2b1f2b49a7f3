import { request as httpRequest, type IncomingMessage } from "node:http";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { getCatalog, startCheckout } from "@dualtrack/commerce";
import { guestWith, stockedVariant } from "@dualtrack/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestServer, type TestServer } from "../testing/open-test-server.ts";

let server: TestServer;
let slug: string;
let variantId: string;

beforeAll(async () => {
  server = await openTestServer({ hasWorker: false });
  const { db } = server.shop;
  for (let number = 0; number < 30; number += 1) variantId = await stockedVariant(server.shop, { onHand: 3 });
  ({ slug } = await db.product.findFirstOrThrow({ where: { variants: { some: { id: variantId } } } }));
  const category = { slug: "new", name: "New", position: 1, createdAt: server.shop.clock.now() };
  const { productId } = await db.variant.findUniqueOrThrow({ where: { id: variantId } });
  await db.category.create({ data: { ...category, products: { create: { productId } } } });
  await db.offeredCurrency.create({
    data: {
      currency: "usd",
      position: 1,
      rateSource: "manual",
      priceStep: 1,
      priceEnding: 0,
      countries: ["US"],
    },
  });
  const recordedAt = server.shop.clock.now();
  await db.exchangeRate.create({
    data: { origin: "manual", baseCurrency: "eur", currency: "usd", rate: "2", asOf: recordedAt, recordedAt },
  });
});
afterAll(() => server[Symbol.asyncDispose]());

interface Answer {
  status: number;
  headers: IncomingMessage["headers"];
  body: Buffer;
}

/** As bytes: `fetch` would unpack them. */
function ask(path: string, headers: Record<string, string> = {}, method = "GET"): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(`${server.url}/trpc/${path}`, { headers, method }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
      );
    });
    sent.on("error", reject).end();
  });
}

const inputOf = (input: object) => `input=${encodeURIComponent(JSON.stringify(input))}`;

/** The same call in a batch, which tRPC answers. */
async function batched(path: string, input: object | undefined, headers: Record<string, string> = {}) {
  const batch = input === undefined ? "" : `&${inputOf({ 0: input })}`;
  const { body } = await ask(`${path}?batch=1${batch}`, headers);
  return body.toString().slice(1, -1);
}

/** The cookie of a customer with a cart. */
const cookieOf = (token: string) => ({ cookie: `dualtrack_cart=${token}` });

test("whoever asks gets the bytes that tRPC answers with, in their currency and with their own reservation", async () => {
  const token = await guestWith(server.shop, { [variantId]: 3 });
  await startCheckout(server.shop, { cartToken: token });
  const calls = [
    ["catalog.list", undefined],
    ["catalog.list", {}],
    ["catalog.list", { category: "new" }],
    ["catalog.product", { slug }],
  ] as const;
  const visitors: Record<string, string>[] = [
    {},
    { "accept-language": "en-US" },
    cookieOf(token),
    cookieOf("a".repeat(32)),
  ];
  const seen = new Set<string>();
  for (const [path, input] of calls)
    for (const headers of visitors) {
      const alone = await ask(input === undefined ? path : `${path}?${inputOf(input)}`, headers);
      expect(alone.status).toBe(200);
      expect(alone.headers["content-type"]).toBe("application/json");
      expect(alone.headers.etag).toMatch(/^W\/"[\w-]{27}"$/);
      expect(alone.body.toString()).toBe(await batched(path, input, headers));
      seen.add(alone.body.toString());
    }
  // The list in two currencies, and the product in those and as the one who reserves it sees it; twice the list's parts.
  expect(seen.size).toBe(2 + 2 + 3);
});

test("a browser that has the answer is told so, until it changes, and is told by no cache in between", async () => {
  const first = await ask("catalog.list");
  const etag = first.headers.etag ?? "";
  expect(first.headers["cache-control"]).toBe("private, no-cache");
  for (const known of [etag, etag.slice(2), `"other", ${etag}`]) {
    const same = await ask("catalog.list", { "if-none-match": known });
    expect(same).toMatchObject({ status: 304, body: Buffer.alloc(0) });
    expect(same.headers).toMatchObject({ etag, "cache-control": "private, no-cache" });
  }
  expect((await ask("catalog.list", { "if-none-match": '"other"' })).status).toBe(200);
  expect((await ask("catalog.list", { "if-none-match": etag, "accept-language": "en-US" })).status).toBe(200);
  await server.shop.db.product.update({ where: { slug }, data: { title: "Another title" } });
  const changed = await ask("catalog.list", { "if-none-match": etag });
  expect(changed.status).toBe(200);
  expect(changed.body.toString()).toContain("Another title");
});

test("an answer is compressed as the browser can read it, and small ones are not", async () => {
  const plain = await ask("catalog.list");
  expect(plain.headers).not.toHaveProperty("content-encoding");
  const unpack = { br: brotliDecompressSync, gzip: gunzipSync };
  for (const [accepted, encoding] of [
    ["gzip, deflate, br, zstd", "br"],
    ["gzip", "gzip"],
    ["br;q=0, gzip;q=0.5", "gzip"],
  ] as const) {
    const packed = await ask("catalog.list", { "accept-encoding": accepted });
    expect(packed.headers).toMatchObject({ "content-encoding": encoding, vary: "Accept-Encoding" });
    expect(packed.headers.etag).toBe(plain.headers.etag);
    expect(packed.body.length).toBeLessThan(plain.body.length / 3);
    expect(unpack[encoding](packed.body)).toEqual(plain.body);
  }
  for (const accepted of ["identity", "br;q=0, gzip;q=0", "deflate"])
    expect((await ask("catalog.list", { "accept-encoding": accepted })).headers).not.toHaveProperty(
      "content-encoding",
    );
  const small = await ask(`catalog.product?${inputOf({ slug })}`, { "accept-encoding": "br" });
  expect(small.headers).not.toHaveProperty("content-encoding");
});

test("its answers have what all answers have: safe headers, a request's id, a line in the metrics, and no cookie", async () => {
  const count = async () => {
    const headers = { authorization: `Bearer ${server.monitoringToken}` };
    const text = await (await fetch(`${server.url}/metrics`, { headers })).text();
    const line = /_count\{route="\/trpc\/catalog\.list",method="GET",status="200"\} (\d+)/.exec(text);
    return Number(line?.[1] ?? 0);
  };
  const before = await count();
  const [one, other] = [await ask("catalog.list"), await ask("catalog.list")];
  expect(await count()).toBe(before + 2);
  expect(one.headers["x-request-id"]).toMatch(/^[\w-]{36}$/);
  expect(other.headers["x-request-id"]).not.toBe(one.headers["x-request-id"]);
  expect(one.headers).toMatchObject({
    "x-content-type-options": "nosniff",
    "content-security-policy": expect.stringContaining("default-src 'none'"),
  });
  expect(one.headers).not.toHaveProperty("set-cookie");
});

test("what can't be answered is left to tRPC, which says why", async () => {
  const codeOf = async (path: string, headers: Record<string, string> = {}) => {
    const { status, body } = await ask(path, headers);
    const { error } = JSON.parse(body.toString());
    return [status, error.data.refusal?.code ?? error.data.code];
  };
  expect(await codeOf(`catalog.product?${inputOf({ slug: "none" })}`)).toEqual([404, "PRODUCT_NOT_FOUND"]);
  expect(await codeOf(`catalog.list?${inputOf({ category: "none" })}`)).toEqual([404, "CATEGORY_NOT_FOUND"]);
  expect(await codeOf("catalog.product")).toEqual([400, "BAD_REQUEST"]);
  expect(await codeOf("catalog.product?input=%7B")).toEqual([400, "BAD_REQUEST"]);
  expect(await codeOf(`catalog.list?${inputOf({ category: 1 })}`)).toEqual([400, "BAD_REQUEST"]);
  expect(await codeOf(`catalog.list?input=${"%5B".repeat(900)}`)).toEqual([400, "BAD_REQUEST"]);
  expect((await ask(`catalog.list?input=${"%20".repeat(3_000)}`)).status).toBe(414);
  expect((await ask("catalog.list", {}, "DELETE")).status).toBe(405);
});

test("the database away and back is a fault with a request's id, and then the catalogue again", async () => {
  const { db, log } = server.shop;
  log.expectErrors(/a call failed/);
  await db.$executeRaw`alter table catalog_version rename to catalog_version_away`;
  const failed = await ask("catalog.list");
  expect(failed.status).toBe(500);
  expect(JSON.parse(failed.body.toString()).error).toMatchObject({
    message: "Something broke on our side.",
    data: { requestId: failed.headers["x-request-id"] },
  });
  await db.$executeRaw`alter table catalog_version_away rename to catalog_version`;
  const { products } = await getCatalog(server.shop, { cartToken: null });
  expect(JSON.parse((await ask("catalog.list")).body.toString()).result.data.products).toEqual(products);
});
