import { randomBytes, randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { addPreview, receiveUpload, type Shop } from "@dualtrack/commerce";
import { manager as by, stockedVariant, type TestShop, test } from "@dualtrack/testkit";
import express from "express";
import { expect } from "vitest";
import { previews } from "./previews.ts";
import { editedBy, sellFile } from "./testing/download-route.ts";

const bytes = randomBytes(100_000);

async function addSound(shop: TestShop): Promise<string> {
  const variantId = await stockedVariant(shop, { onHand: 1 });
  const { uploadId } = await receiveUpload(shop, { bytes: Readable.from([bytes, randomBytes(1)]), by });
  const requestId = randomUUID();
  const preview = { requestId, uploadId, title: "Song", mediaType: "audio/ogg" as const, durationMs: 9_000 };
  await addPreview(shop, { ...(await editedBy(shop, variantId)), ...preview });
  return requestId;
}

async function openPreviews(shop: Shop) {
  const server = createServer(express().use("/previews", previews(shop)));
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  return {
    get: (id: string, headers: Record<string, string> = {}, method = "GET") =>
      fetch(`http://127.0.0.1:${port}/previews/${id}`, { headers, method }),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

test("a preview is played whole or from any place, and kept by browsers", async ({ shop }) => {
  await using route = await openPreviews(shop);
  const id = await addSound(shop);
  const whole = await route.get(id);
  expect(whole.status).toBe(200);
  expect(Object.fromEntries(whole.headers)).toMatchObject({
    "accept-ranges": "bytes",
    "content-length": "100001",
    "content-type": "audio/ogg",
    "cache-control": "public, max-age=31536000, immutable, no-transform",
  });
  expect(
    Buffer.from(await whole.arrayBuffer())
      .subarray(0, 100_000)
      .equals(bytes),
  ).toBe(true);
  const part = await route.get(id, { range: "bytes=50000-59999" });
  expect([part.status, part.headers.get("content-range")]).toEqual([206, "bytes 50000-59999/100001"]);
  expect(Buffer.from(await part.arrayBuffer()).equals(bytes.subarray(50_000, 60_000))).toBe(true);
  expect((await route.get(id, { range: "bytes=100001-" })).status).toBe(416);
  expect((await route.get(id, {}, "HEAD")).headers.get("content-length")).toBe("100001");
});

test("there is no preview of a file that is sold, nor of anything else", async ({ shop }) => {
  await using route = await openPreviews(shop);
  const { fileId } = await sellFile(shop, { bytes: randomBytes(10), name: "song.wav" });
  const { uploadId } = await shop.db.variantFile.findUniqueOrThrow({ where: { id: fileId } });
  for (const id of [fileId, uploadId, randomUUID(), "x", "..%2f..%2fetc%2fpasswd"]) {
    const answer = await route.get(id);
    expect([id, answer.status, answer.headers.get("cache-control")]).toEqual([id, 404, "no-cache"]);
  }
});

test("a storage that is away is told as such, and not kept by browsers", async ({ shop }) => {
  const id = await addSound(shop);
  const open = () => Promise.reject(new Error("away"));
  await using route = await openPreviews({ ...shop, storage: { ...shop.storage, open } });
  shop.log.expectErrors(/a preview could not be sent/);
  const answer = await route.get(id);
  expect([answer.status, answer.headers.get("cache-control")]).toEqual([503, "no-store"]);
});
