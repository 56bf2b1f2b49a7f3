import { randomUUID } from "node:crypto";
import { addPicture, createProduct } from "@dualtrack/commerce";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestServer, type TestServer } from "../testing/open-test-server.ts";

let server: TestServer;
const pictureId = randomUUID();
/** A PNG of 400 × 300 pixels. */
const upload = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAZAAAAEsCAMAAADaaRXwAAAAA1BMVEUfMdDwjgzxAAAACXBIWXMAAAPoAAAD6AG1e1JrAAAAi0lEQVR42u3BMQEAAADCoPVPbQlPoAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA4GPV+wAB2A4yPQAAAABJRU5ErkJggg==",
  "base64",
);
beforeAll(async () => {
  server = await openTestServer();
  const by = { name: "Ada", email: "ada@example.com", role: "manager", ip: null } as const;
  const words = { title: "Pictured", artist: "Band", description: "" };
  const productId = randomUUID();
  await createProduct(server.shop, { requestId: productId, ...words, by });
  await addPicture(server.shop, { productId, version: 1, requestId: pictureId, upload, by });
});
afterAll(() => server[Symbol.asyncDispose]());

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${server.url}/media/${path}`, { headers });

test("a picture is sent as WebP, to be kept for ever", async () => {
  const response = await get(`${pictureId}/320.webp`);
  expect([response.status, response.headers.get("content-type")]).toEqual([200, "image/webp"]);
  expect(response.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
  expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  const bytes = Buffer.from(await response.arrayBuffer());
  expect([bytes.toString("ascii", 0, 4), bytes.toString("ascii", 8, 12)]).toEqual(["RIFF", "WEBP"]);
  const etag = response.headers.get("etag") ?? "";
  // Node's fetch would add "no-cache", which asks for the whole file.
  const again = { "if-none-match": etag, "cache-control": "max-age=0" };
  expect((await get(`${pictureId}/320.webp`, again)).status).toBe(304);
});

test("a missing picture is not found", async () => {
  const paths = [`${pictureId}/321.webp`, `${randomUUID()}/320.webp`, `${pictureId}/320.png`, "x/320.webp"];
  for (const path of paths) expect((await get(path)).status, path).toBe(404);
});

test("pictures are refused that are sent without a session, from another site, or that are far too large", async () => {
  const form = new FormData();
  form.set("file", new File(["x".repeat(11 * 1024 * 1024)], "big.png"));
  const post = (init: RequestInit) =>
    fetch(`${server.url}/trpc/products.addPicture`, { method: "POST", ...init });
  expect((await post({ body: new FormData() })).status).toBe(401);
  expect((await post({ body: form })).status).toBe(401);
  const elsewhere = { origin: "https://elsewhere.example" };
  expect((await post({ body: new FormData(), headers: elsewhere })).status).toBe(403);
});
