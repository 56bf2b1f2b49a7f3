import { createHash, randomBytes, randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { maxFilesOfVariant } from "@dualtrack/contract";
import { buy, manager as by, digitalVariant, stockedVariant, type TestShop, test } from "@dualtrack/testkit";
import { expect } from "vitest";
import {
  addFile,
  deleteVariant,
  getProduct,
  getProductForStaff,
  moveFile,
  publishProduct,
  receiveUpload,
  removeFile,
  removeUnusedUploads,
  renameFile,
  replaceFile,
  unpublishProduct,
} from "../index.ts";
import { diskStorage } from "../storage/disk-storage.ts";

const dayMs = 24 * 60 * 60_000;

const upload = (shop: TestShop, bytes: Uint8Array | string) =>
  receiveUpload(shop, { bytes: Readable.from([Buffer.from(bytes)]), by });

async function edited(shop: TestShop, variantId: string) {
  const { productId } = await shop.db.variant.findUniqueOrThrow({ where: { id: variantId } });
  const product = await getProductForStaff(shop, { productId });
  const variant = product.variants.find(({ id }) => id === variantId);
  return { productId, version: product.version, files: variant?.files ?? [], product };
}

/** Adds a file with this name, whose content is the name, too. */
async function add(shop: TestShop, variantId: string, name: string): Promise<string> {
  const { productId, version } = await edited(shop, variantId);
  const { uploadId } = await upload(shop, name);
  const requestId = randomUUID();
  const file = { requestId, variantId, uploadId, name, mediaType: "audio/wav", by };
  await addFile(shop, { productId, version, ...file });
  return requestId;
}

const namesOf = async (shop: TestShop, variantId: string) =>
  (await edited(shop, variantId)).files.map(({ name }) => name);

test("an upload is stored as it is, under a random key, with its size and hash", async ({ shop }) => {
  const bytes = randomBytes(300_000);
  const { uploadId } = await upload(shop, bytes);
  const row = await shop.db.uploadedFile.findUniqueOrThrow({ where: { id: uploadId } });
  expect(row).toMatchObject({
    sizeBytes: bytes.length,
    sha256: createHash("sha256").update(bytes).digest("hex"),
    startedBy: by.email,
  });
  expect(row.storageKey).toMatch(/^[a-f\d]{40}$/);
  const stored = await shop.storage.open(row.storageKey);
  expect(stored !== null && (await buffer(stored)).equals(bytes)).toBe(true);
});

test("an upload that is empty or breaks off leaves neither row nor bytes; one that finds no storage is swept up later", async ({
  shop,
}) => {
  const before = await shop.db.uploadedFile.count();
  await expect(receiveUpload(shop, { bytes: Readable.from([]), by })).rejects.toMatchObject({
    code: "FILE_REFUSED",
    details: { why: "empty" },
  });
  const gone = new Readable({ read() {} });
  gone.push(Buffer.from("the first half"));
  const interrupted = receiveUpload(shop, { bytes: gone, by });
  setImmediate(() => gone.destroy());
  await expect(interrupted).rejects.toThrow("broke off");
  expect(await shop.db.uploadedFile.count()).toBe(before);
  const full = { ...shop, storage: diskStorage("/dev/null/files") };
  shop.log.expectErrors(/a file could not be stored/);
  await expect(receiveUpload(full, { bytes: Readable.from([Buffer.from("x")]), by })).rejects.toMatchObject({
    code: "STORAGE_UNAVAILABLE",
  });
  // Whether there are bytes can't be known while the storage is away: the sweep finds out by the row.
  shop.clock.advance(dayMs + 1);
  await removeUnusedUploads(shop);
  expect(await shop.db.uploadedFile.count()).toBe(0);
});

test("files are added once, named, moved, replaced and removed, and each change is in the audit log", async ({
  shop,
}) => {
  const variantId = await digitalVariant(shop);
  const [a, b] = [await add(shop, variantId, "a.wav"), await add(shop, variantId, "b.wav")];
  const now = await edited(shop, variantId);
  const again = { requestId: a, variantId, uploadId: randomUUID(), name: "x", mediaType: "a/b", by };
  await addFile(shop, { ...now, ...again });
  expect(await namesOf(shop, variantId)).toEqual(["a.wav", "b.wav"]);

  await renameFile(shop, { ...now, fileId: a, name: "Ä – Master.wav", by });
  await expect(renameFile(shop, { ...now, fileId: a, name: "late", by })).rejects.toMatchObject({
    code: "PRODUCT_CHANGED",
  });
  await moveFile(shop, { ...(await edited(shop, variantId)), fileId: b, place: 0, by });
  expect(await namesOf(shop, variantId)).toEqual(["b.wav", "Ä – Master.wav"]);
  const { uploadId } = await upload(shop, "a new content");
  const content = { uploadId, name: "b2.flac", mediaType: "audio/flac" };
  await replaceFile(shop, { ...(await edited(shop, variantId)), fileId: b, ...content, by });
  expect((await edited(shop, variantId)).files[0]).toMatchObject({ id: b, name: "b2.flac", bytes: 13 });
  await removeFile(shop, { ...(await edited(shop, variantId)), fileId: a, by });
  expect(await namesOf(shop, variantId)).toEqual(["b2.flac"]);
  expect(await shop.db.variantFile.count({ where: { variantId } })).toBe(1); // nobody had ordered it
  await expect(removeFile(shop, { ...(await edited(shop, variantId)), fileId: b, by })).rejects.toMatchObject(
    { code: "PRODUCT_NOT_READY", details: { missing: [{ part: "file" }] } },
  );

  const { product } = await edited(shop, variantId);
  const entries = await shop.db.auditEntry.findMany({
    where: { subject: product.slug },
    orderBy: { id: "asc" },
  });
  expect(entries.map(({ action }) => action)).toEqual([
    "product.add_file",
    "product.add_file",
    "product.rename_file",
    "product.move_file",
    "product.replace_file",
    "product.remove_file",
  ]);
});

test("everybody sees which files a variant has, with their sizes, in their order, and nothing else of them", async ({
  shop,
}) => {
  const variantId = await digitalVariant(shop);
  await add(shop, variantId, "b.wav");
  const gone = await add(shop, variantId, "gone.wav");
  await add(shop, variantId, "a.wav");
  await buy(shop, { [variantId]: 1 }); // so that the removed file stays, for that order alone
  await removeFile(shop, { ...(await edited(shop, variantId)), fileId: gone, by });
  const slug = (await edited(shop, variantId)).product.slug;
  const { variants } = await getProduct(shop, { slug, cartToken: "nobody" });
  expect(variants[0]?.files).toEqual([
    { name: "b.wav", bytes: 5 },
    { name: "a.wav", bytes: 5 },
  ]);
});

test("a product of files is published only with a file for each variant", async ({ shop }) => {
  const variantId = await digitalVariant(shop);
  const empty = await edited(shop, variantId);
  await unpublishProduct(shop, { ...empty, by });
  await expect(
    publishProduct(shop, { productId: empty.productId, version: empty.version + 1, by }),
  ).rejects.toMatchObject({ code: "PRODUCT_NOT_READY", details: { missing: [{ part: "file" }] } });
  await add(shop, variantId, "a.wav");
  await publishProduct(shop, { ...(await edited(shop, variantId)), by });
});

test("a file that was ordered stays for its orders when it is removed", async ({ shop }) => {
  const variantId = await digitalVariant(shop);
  const fileId = await add(shop, variantId, "a.wav");
  await add(shop, variantId, "b.wav");
  await buy(shop, { [variantId]: 1 });
  await removeFile(shop, { ...(await edited(shop, variantId)), fileId, by });
  expect(await namesOf(shop, variantId)).toEqual(["b.wav"]);
  const { removedAt, uploadId } = await shop.db.variantFile.findUniqueOrThrow({ where: { id: fileId } });
  expect(removedAt).not.toBeNull();
  shop.clock.advance(3 * dayMs);
  await removeUnusedUploads(shop);
  expect(await shop.db.uploadedFile.count({ where: { id: uploadId } })).toBe(1);
});

test("goods that are shipped have no files; a variant has at most so many", async ({ shop }) => {
  const record = await stockedVariant(shop, { onHand: 1 });
  await expect(add(shop, record, "a.wav")).rejects.toMatchObject({ code: "VARIANT_NOT_FOUND" });
  const variantId = await digitalVariant(shop);
  const { uploadId } = await upload(shop, "x");
  await shop.db.variantFile.createMany({
    data: Array.from({ length: maxFilesOfVariant }, (_, position) => ({
      ...{ id: randomUUID(), variantId, uploadId, name: "x", mediaType: "a/b", position },
      ...{ createdAt: shop.clock.now(), createdBy: by.email },
    })),
  });
  await expect(add(shop, variantId, "one more")).rejects.toMatchObject({ code: "FILE_LIMIT" });
});

test("what nothing refers to is gone after a day, and what was interrupted; everything else stays", async ({
  shop,
}) => {
  const variantId = await digitalVariant(shop);
  const fileId = await add(shop, variantId, "kept.wav");
  const { uploadId: unused } = await upload(shop, "never attached");
  const interrupted = await shop.db.uploadedFile.create({
    data: { storageKey: randomBytes(20).toString("hex"), startedAt: shop.clock.now(), startedBy: by.email },
  });
  const { uploadId: replaced } = await shop.db.variantFile.findUniqueOrThrow({ where: { id: fileId } });
  await removeUnusedUploads(shop);
  const idsLeft = async (...ids: string[]) =>
    (await shop.db.uploadedFile.findMany({ where: { id: { in: ids } } })).map(({ id }) => id).toSorted();
  const all = [unused, interrupted.id, replaced];
  expect(await idsLeft(...all)).toEqual(all.toSorted()); // a day has not passed

  shop.clock.advance(dayMs + 1);
  const { uploadId } = await upload(shop, "newer");
  const content = { uploadId, name: "newer.wav", mediaType: "audio/wav" };
  await replaceFile(shop, { ...(await edited(shop, variantId)), fileId, ...content, by });
  const { storageKey } = await shop.db.uploadedFile.findUniqueOrThrow({ where: { id: replaced } });
  await removeUnusedUploads(shop);
  // A backup may have been dumped just before: what was replaced stays for a day from then.
  expect(await idsLeft(...all, uploadId)).toEqual([replaced, uploadId].toSorted());
  expect(await shop.storage.sizeOf(storageKey)).toBe("kept.wav".length);
  shop.clock.advance(dayMs + 1);
  await removeUnusedUploads(shop);
  expect(await idsLeft(...all, uploadId)).toEqual([uploadId]);
  expect(await shop.storage.sizeOf(storageKey)).toBeNull();
});

test("the bytes of a file stay for a day after it, or its variant, was removed", async ({ shop }) => {
  const variantId = await digitalVariant(shop);
  const other = await digitalVariant(shop);
  const [removed, kept] = [await add(shop, variantId, "a.wav"), await add(shop, variantId, "b.wav")];
  const { productId } = await edited(shop, other);
  const second = await shop.db.variant.create({
    data: {
      productId,
      sku: "SECOND-OF-OTHER",
      title: "Second",
      position: 1,
      tracksStock: false,
      stock: { create: {} },
    },
  });
  const ofVariant = await add(shop, second.id, "c.wav");
  await add(shop, other, "d.wav");
  const uploadsOf = async (...ids: string[]) =>
    (await shop.db.variantFile.findMany({ where: { id: { in: ids } }, select: { uploadId: true } })).map(
      ({ uploadId }) => uploadId,
    );
  const gone = await uploadsOf(removed, ofVariant);
  const [stays] = await uploadsOf(kept);
  shop.clock.advance(2 * dayMs);
  await removeFile(shop, { ...(await edited(shop, variantId)), fileId: removed, by });
  const { version } = await edited(shop, other);
  await deleteVariant(shop, { productId, version, variantId: second.id, by });
  const left = () => shop.db.uploadedFile.count({ where: { id: { in: gone } } });
  shop.clock.advance(dayMs - 60_000);
  await removeUnusedUploads(shop);
  expect(await left()).toBe(2);
  shop.clock.advance(60_001);
  await removeUnusedUploads(shop);
  expect(await left()).toBe(0);
  expect(await shop.db.uploadedFile.count({ where: { id: stays } })).toBe(1);
});

test("a file that is being attached while the sweep runs is either kept or refused, never lost", async ({
  shop,
}) => {
  const variantId = await digitalVariant(shop);
  for (let round = 0; round < 10; round += 1) {
    const { uploadId } = await upload(shop, `round ${round}`);
    shop.clock.advance(dayMs + 1);
    const { productId, version } = await edited(shop, variantId);
    const file = { requestId: randomUUID(), variantId, uploadId, name: `${round}.wav`, mediaType: "a/b", by };
    const [added] = await Promise.allSettled([
      addFile(shop, { productId, version, ...file }),
      removeUnusedUploads(shop),
    ]);
    const row = await shop.db.uploadedFile.findUnique({ where: { id: uploadId } });
    if (added.status === "fulfilled") {
      expect(row?.droppedAt).toBeNull();
      expect(await shop.storage.sizeOf(row?.storageKey ?? "")).toBeGreaterThan(0);
    } else expect(added.reason).toMatchObject({ code: "FILE_NOT_FOUND" });
  }
});

test("a file that the storage could not remove is tried again", async ({ shop }) => {
  const { uploadId } = await upload(shop, "x");
  shop.clock.advance(dayMs + 1);
  const away = { ...shop.storage, remove: () => Promise.reject(new Error("The storage is away")) };
  await expect(removeUnusedUploads({ ...shop, storage: away })).rejects.toThrow("away");
  expect(await shop.db.uploadedFile.count({ where: { id: uploadId, droppedAt: { not: null } } })).toBe(1);
  await removeUnusedUploads(shop);
  expect(await shop.db.uploadedFile.count({ where: { id: uploadId } })).toBe(0);
});
