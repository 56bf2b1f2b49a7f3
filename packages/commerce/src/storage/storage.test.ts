import { randomBytes } from "node:crypto";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { expect, test } from "vitest";
import type { FileStorage } from "../file-storage.ts";
import { diskStorage } from "./disk-storage.ts";
import { s3Storage } from "./s3-storage.ts";
import { openS3Server } from "./testing/s3-server.ts";

interface Opened extends AsyncDisposable {
  storage: FileStorage;
  /** Everything that it holds, the rests of interrupted uploads included. */
  count(): Promise<number>;
}

async function openDisk(): Promise<Opened> {
  const folder = await mkdtemp(join(tmpdir(), "dualtrack-storage-"));
  return {
    storage: diskStorage(folder),
    count: async () =>
      (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile())
        .length,
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}

async function openS3(): Promise<Opened> {
  const s3 = await openS3Server();
  return {
    storage: s3Storage(s3.bucket),
    count: async () => s3.objects.size + s3.openUploads.size,
    [Symbol.asyncDispose]: () => s3[Symbol.asyncDispose](),
  };
}

const newKey = () => randomBytes(20).toString("hex");
const inPieces = (bytes: Buffer) =>
  Readable.from(
    Array.from({ length: Math.ceil(bytes.length / 65_536) }, (_, piece) =>
      bytes.subarray(piece * 65_536, (piece + 1) * 65_536),
    ),
  );

async function bytesOf(stream: Readable | null): Promise<Buffer | null> {
  return stream === null ? null : buffer(stream);
}

test.each([
  ["a disk", openDisk],
  ["a bucket", openS3],
])("%s gives back what it was given, whole and in parts, until it is removed", async (_name, open) => {
  await using opened = await open();
  const { storage } = opened;
  await storage.assertReachable();
  for (const size of [1, 12_345, 12_000_000]) {
    const [key, bytes] = [newKey(), randomBytes(size)];
    await storage.put(key, inPieces(bytes));
    expect(await storage.sizeOf(key)).toBe(size);
    expect((await bytesOf(await storage.open(key)))?.equals(bytes)).toBe(true);
    const range = { start: Math.floor(size / 3), end: size - 1 };
    expect((await bytesOf(await storage.open(key, range)))?.equals(bytes.subarray(range.start))).toBe(true);
    expect(await bytesOf(await storage.open(key, { start: 0, end: 0 }))).toEqual(bytes.subarray(0, 1));
    await storage.remove(key);
    expect([await storage.open(key), await storage.sizeOf(key)]).toEqual([null, null]);
    await storage.remove(key);
  }
  expect(await opened.count()).toBe(0);
});

test.each([
  ["a disk", openDisk, 100_000],
  ["a disk", openDisk, 20_000_000],
  ["a bucket", openS3, 100_000],
  ["a bucket", openS3, 20_000_000],
])("an upload to %s that breaks off leaves nothing (%#)", async (_name, open, size) => {
  await using opened = await open();
  const { storage } = opened;
  const key = newKey();
  const broken = new Error("The sender has gone");
  const half = Readable.from(
    (async function* () {
      for await (const piece of inPieces(randomBytes(size))) yield piece;
      throw broken;
    })(),
  );
  await expect(storage.put(key, half)).rejects.toBe(broken);
  expect(await storage.sizeOf(key)).toBeNull();
  expect(await opened.count()).toBe(0);
});

test("what a killed process left on the disk is removed with its key", async () => {
  await using opened = await openDisk();
  const key = newKey();
  await opened.storage.put(key, inPieces(Buffer.from("x")));
  const folder = await mkdtemp(join(tmpdir(), "dualtrack-storage-"));
  const other = diskStorage(folder);
  await other.put(key, inPieces(Buffer.from("x")));
  await writeFile(join(folder, key.slice(0, 2), `${key}.part`), "half");
  await other.remove(key);
  expect(await readdir(join(folder, key.slice(0, 2)))).toEqual([]);
  await rm(folder, { recursive: true });
});

test.each(["../../etc/passwd", "ab", "", "A".repeat(40), `${newKey()}/x`])(
  "the disk takes no key such as %j",
  async (key) => {
    await using opened = await openDisk();
    await expect(opened.storage.open(key)).rejects.toThrow("No key of the file storage");
    await expect(opened.storage.put(key, inPieces(Buffer.from("x")))).rejects.toThrow("No key");
    await expect(opened.storage.remove(key)).rejects.toThrow("No key");
  },
);

test("a disk that can't be written says so", async () => {
  const folder = await mkdtemp(join(tmpdir(), "dualtrack-storage-"));
  await writeFile(join(folder, "file"), "");
  const storage = diskStorage(join(folder, "file"));
  await expect(storage.assertReachable()).rejects.toMatchObject({ name: "StorageError" });
  await expect(storage.put(newKey(), inPieces(Buffer.from("x")))).rejects.toMatchObject({
    name: "StorageError",
  });
  await rm(folder, { recursive: true });
});

test("a bucket that refuses, is silent, knows no such key or cuts the connection is a StorageError", async () => {
  await using s3 = await openS3Server();
  const patient = s3Storage(s3.bucket);
  const storage = s3Storage(s3.bucket, { connect: 300, answer: 300 });
  const key = newKey();
  await patient.put(key, inPieces(randomBytes(200_000)));
  for (const fault of ["error", "silence"] as const) {
    s3.fault = fault;
    const failed = { name: "StorageError" };
    await expect(storage.assertReachable()).rejects.toMatchObject(failed);
    await expect(storage.open(key)).rejects.toMatchObject(failed);
    await expect(storage.put(newKey(), inPieces(Buffer.from("x")))).rejects.toMatchObject(failed);
    // Of another key: the server may read a call only after its caller has given up, and the fault has ended.
    await expect(storage.remove(newKey())).rejects.toMatchObject(failed);
  }
  s3.fault = "half";
  await expect(bytesOf(await patient.open(key))).rejects.toThrow();
  s3.fault = null;
  const stranger = s3Storage({ ...s3.bucket, accessKeyId: "AKIAOTHER" });
  await expect(stranger.open(key)).rejects.toMatchObject({ name: "StorageError" });
  const elsewhere = s3Storage({ ...s3.bucket, bucket: "other" });
  await expect(elsewhere.assertReachable()).rejects.toMatchObject({ name: "StorageError" });
}, 60_000);
