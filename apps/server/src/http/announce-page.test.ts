import { randomUUID } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, request as httpRequest } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { stockedVariant } from "@dualtrack/testkit";
import express from "express";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestServer, type TestServer } from "../testing/open-test-server.ts";
import { packedAssets } from "./packed-assets.ts";

let server: TestServer;
let slug: string;
const pictureId = randomUUID();

beforeAll(async () => {
  server = await openTestServer({ hasWorker: false });
  const { db, clock } = server.shop;
  const id = await stockedVariant(server.shop, { onHand: 3 });
  const product = await db.product.findFirstOrThrow({ where: { variants: { some: { id } } } });
  ({ slug } = product);
  await db.productPicture.create({
    data: {
      ...{ id: pictureId, productId: product.id, position: 0, alt: "", width: 640, height: 640 },
      createdAt: clock.now(),
      files: {
        create: [320, 640].map((width) => ({ width, height: width, bytes: Buffer.from("a picture") })),
      },
    },
  });
});
afterAll(() => server[Symbol.asyncDispose]());

const linkOf = async (path: string) => (await fetch(`${server.url}${path}`)).headers.get("link");

test("the catalogue and a product's page come with what their scripts ask for, and with their largest picture", async () => {
  const input = encodeURIComponent(JSON.stringify({ slug }));
  for (const [path, call] of [
    ["/", "/trpc/catalog.list"],
    [`/products/${slug}`, `/trpc/catalog.product?input=${input}`],
  ] as const) {
    const link = await linkOf(path);
    expect(link).toContain(`<${call}>; rel=preload; as=fetch; crossorigin=anonymous, `);
    expect(link).toContain(`</media/${pictureId}/640.webp>; rel=preload; as=image; `);
    expect(link).toContain(
      `imagesrcset="/media/${pictureId}/320.webp 320w, /media/${pictureId}/640.webp 640w"`,
    );
    expect((await fetch(`${server.url}${call}`)).headers.get("etag")).not.toBeNull();
  }
  await server.shop.db.productPicture.delete({ where: { id: pictureId } });
  expect(await linkOf("/")).toBe("</trpc/catalog.list>; rel=preload; as=fetch; crossorigin=anonymous");
});

test("other pages, products that there are not, and whatever can't be read announce nothing, and come all the same", async () => {
  for (const path of ["/cart", "/products/none", "/products/a%22%3E", "/orders/a.b", "/admin/"])
    expect(await linkOf(path), path).toBeNull();
  await server.shop.db.$executeRaw`alter table catalog_version rename to catalog_version_away`;
  expect(await linkOf("/")).toBeNull();
  await server.shop.db.$executeRaw`alter table catalog_version_away rename to catalog_version`;
  expect(await linkOf("/")).not.toBeNull();
});

test("built scripts and styles come compressed to browsers that can read it, and for ever", async () => {
  const dist = await mkdtemp(join(tmpdir(), "dualtrack-dist-"));
  const app = express().use(packedAssets(dist), express.static(dist));
  const site = createServer(app);
  await new Promise<void>((done) => site.listen(0, "127.0.0.1", done));
  const { port } = site.address() as AddressInfo;
  const get = (path: string, accepted: string) =>
    new Promise<{ status: number | undefined; encoding: unknown; cache: unknown; body: Buffer }>(
      (resolve, reject) => {
        const headers = { "accept-encoding": accepted };
        httpRequest({ port, host: "127.0.0.1", path, headers }, (response) => {
          const chunks: Buffer[] = [];
          response.on("data", (chunk: Buffer) => chunks.push(chunk));
          response.on("end", () => {
            const { "content-encoding": encoding, "cache-control": cache } = response.headers;
            resolve({ status: response.statusCode, encoding, cache, body: Buffer.concat(chunks) });
          });
        })
          .on("error", reject)
          .end();
      },
    );
  try {
    expect((await get("/assets/index-abc.js", "br")).status).toBe(404);
    await mkdir(join(dist, "assets"));
    const script = "console.log('built');".repeat(500);
    await writeFile(join(dist, "assets/index-abc.js"), script);
    for (const _ of ["once", "again"]) {
      const { encoding, cache, body } = await get("/assets/index-abc.js", "gzip, br");
      expect([encoding, cache]).toEqual(["br", "public, max-age=31536000, immutable"]);
      expect(brotliDecompressSync(body).toString()).toBe(script);
    }
    const plain = await get("/assets/index-abc.js", "gzip, br;q=0");
    expect([plain.encoding, plain.body.toString()]).toEqual([undefined, script]);
    await writeFile(join(dist, "secret.js"), "no asset");
    expect((await get("/assets/..%2fsecret.js", "br")).encoding).toBeUndefined();
  } finally {
    await new Promise((done) => site.close(done));
    await rm(dist, { recursive: true });
  }
});
