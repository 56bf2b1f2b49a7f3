import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, request as httpRequest } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import express from "express";
import { expect, test } from "vitest";
import { packedAssets } from "./packed-assets.ts";

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
