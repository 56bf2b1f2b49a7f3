import { randomBytes, randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import {
  buy,
  manager as by,
  digitalVariant,
  runJobs,
  stockedVariant,
  type TestShop,
  test,
} from "@dualtrack/testkit";
import { expect } from "vitest";
import { findLicence } from "../downloads/find-licence.ts";
import { getOrder } from "../order-views/get-order.ts";
import { receiveUpload } from "../uploads/receive-upload.ts";
import { removeUnusedUploads } from "../uploads/remove-unused-uploads.ts";
import { addFile, replaceFile } from "./change-files.ts";
import { addPreview, movePreview, removePreview, renamePreview } from "./change-previews.ts";
import { setLicence } from "./licences.ts";
import { findPreview } from "./previews.ts";
import { getProduct } from "./queries.ts";
import { getProductForStaff } from "./staff-queries.ts";

const dayMs = 24 * 60 * 60_000;

async function productOf(shop: TestShop, variantId: string) {
  const { productId, product } = await shop.db.variant.findUniqueOrThrow({
    where: { id: variantId },
    select: { productId: true, product: { select: { slug: true } } },
  });
  const edited = async () => {
    const { version } = await getProductForStaff(shop, { productId });
    return { productId, version, by };
  };
  return { productId, slug: product.slug, edited };
}

async function upload(shop: TestShop, bytes: Uint8Array): Promise<string> {
  return (await receiveUpload(shop, { bytes: Readable.from([bytes]), by })).uploadId;
}

test("an order keeps the licence of its day, on its page, as a text and in its mail; later ones have the next", async ({
  shop,
}) => {
  const variantId = await digitalVariant(shop);
  const { slug, edited } = await productOf(shop, variantId);
  const order = async () => {
    shop.clock.advance(1_000);
    const { orderId } = await buy(shop, { [variantId]: 1 });
    await runJobs(shop);
    const { downloads, token } = await getOrder(shop, { orderId });
    return { orderId, token, line: downloads[0] };
  };
  const textOf = async ({ token, line }: Awaited<ReturnType<typeof order>>) =>
    findLicence(shop, { token, orderLineId: line?.orderLineId ?? "" });

  const before = await order();
  shop.clock.advance(1_000);
  await setLicence(shop, { ...(await edited()), text: "Use it once." });
  await setLicence(shop, { ...(await edited()), text: "Use it once." });
  const first = await order();
  await setLicence(shop, { ...(await edited()), text: "Use it twice." });
  expect((await getProduct(shop, { slug, cartToken: "nobody" })).licence).toBe("Use it twice.");
  const second = await order();
  shop.clock.advance(1_000);
  await setLicence(shop, { ...(await edited()), text: "" });
  const last = await order();

  expect([before, first, second, last].map(({ line }) => line?.licence?.number ?? null)).toEqual([
    null,
    1,
    2,
    null,
  ]);
  expect(first.line?.licence?.path).toBe(`/licences/${first.token}/${first.line?.orderLineId}.txt`);
  expect(await textOf(before)).toBeNull();
  expect(await textOf(first)).toMatch(
    /^Band: Record .*\nOrder DT-\d+ of .*\nLicensed to .*\nLicence, version 1\n\nUse it once\.\n$/,
  );
  expect(await textOf(second)).toContain("Use it twice.");
  expect(await textOf(last)).toBeNull();
  const { text } = await shop.db.mail.findUniqueOrThrow({
    where: { key: `order_confirmed:${first.orderId}` },
  });
  expect(text).toContain(`${shop.settings.publicUrl}${first.line?.licence?.path}`);

  // Of another order, or of none: the token opens its own order's lines alone.
  expect(await textOf({ ...second, token: first.token })).toBeNull();
  await expect(textOf({ ...first, token: `${first.token.slice(0, -2)}xx` })).rejects.toMatchObject({
    code: "ORDER_NOT_FOUND",
  });
  await expect(shop.db.$executeRaw`update product_licence set text = 'Nothing.'`).rejects.toThrow(
    "append-only",
  );
  const audit = await shop.db.auditEntry.findMany({
    where: { subject: slug, action: "product.set_licence" },
    orderBy: { id: "asc" },
  });
  expect(audit.map(({ before, after }) => [before, after])).toEqual([
    [{ licence: "none" }, { licence: 1 }],
    [{ licence: 1 }, { licence: 2 }],
    [{ licence: 2 }, { licence: "none" }],
  ]);
});

test("goods that are shipped have no licence", async ({ shop }) => {
  const { edited } = await productOf(shop, await stockedVariant(shop, { onHand: 1 }));
  await expect(setLicence(shop, { ...(await edited()), text: "Use it." })).rejects.toMatchObject({
    code: "PRODUCT_NOT_FOUND",
  });
});

test("previews are added once, named, moved and removed, and their bytes go with them", async ({ shop }) => {
  const { slug, edited } = await productOf(shop, await stockedVariant(shop, { onHand: 1 }));
  const add = async (title: string, requestId = randomUUID()) => {
    const uploadId = await upload(shop, randomBytes(1_000));
    const preview = { requestId, uploadId, title, mediaType: "audio/wav" as const, durationMs: 12_000 };
    await addPreview(shop, { ...(await edited()), ...preview });
    await addPreview(shop, { ...(await edited()), ...preview });
    return requestId;
  };
  const titles = async () =>
    (await getProduct(shop, { slug, cartToken: "nobody" })).previews.map(({ title }) => title);
  const [one, two] = [await add("One"), await add("Two")];
  await add("Three");
  expect(await titles()).toEqual(["One", "Two", "Three"]);
  await movePreview(shop, { ...(await edited()), previewId: one, place: 2 });
  await renamePreview(shop, { ...(await edited()), previewId: two, title: "The second" });
  expect(await titles()).toEqual(["The second", "Three", "One"]);
  expect((await getProduct(shop, { slug, cartToken: "nobody" })).previews[0]).toEqual({
    ...{ id: two, title: "The second", durationMs: 12_000, path: `/previews/${two}` },
  });

  const stored = await findPreview(shop, { previewId: two });
  shop.clock.advance(2 * dayMs);
  await removeUnusedUploads(shop);
  expect(await shop.storage.sizeOf(stored?.storageKey ?? "")).toBe(1_000);
  await removePreview(shop, { ...(await edited()), previewId: two });
  expect(await titles()).toEqual(["Three", "One"]);
  expect(await findPreview(shop, { previewId: two })).toBeNull();
  await removeUnusedUploads(shop);
  expect(await shop.storage.sizeOf(stored?.storageKey ?? "")).toBe(1_000);
  shop.clock.advance(dayMs + 1);
  await removeUnusedUploads(shop);
  expect(await shop.storage.sizeOf(stored?.storageKey ?? "")).toBeNull();
  await expect(removePreview(shop, { ...(await edited()), previewId: two })).rejects.toMatchObject({
    code: "PREVIEW_NOT_FOUND",
  });
});

test("what is sold is no preview, and what is a preview is not sold", async ({ shop }) => {
  const variantId = await digitalVariant(shop);
  const { edited, slug } = await productOf(shop, variantId);
  const [song, part] = [randomBytes(2_000), randomBytes(500)];
  const file = { name: "song.wav", mediaType: "audio/wav" };
  const fileId = randomUUID();
  const soldId = await upload(shop, song);
  await addFile(shop, { ...(await edited()), ...file, variantId, requestId: fileId, uploadId: soldId });
  const preview = { title: "Song", mediaType: "audio/wav" as const, durationMs: 1_000 };
  // The same upload, and the same bytes once more.
  for (const uploadId of [soldId, await upload(shop, song)])
    await expect(
      addPreview(shop, { ...(await edited()), ...preview, requestId: randomUUID(), uploadId }),
    ).rejects.toMatchObject({ code: "PREVIEW_IS_SOLD" });
  await addPreview(shop, {
    ...{ ...(await edited()), ...preview, requestId: randomUUID() },
    uploadId: await upload(shop, part),
  });
  await expect(
    replaceFile(shop, { ...(await edited()), ...file, fileId, uploadId: await upload(shop, part) }),
  ).rejects.toMatchObject({ code: "PREVIEW_IS_SOLD" });
  const seen = JSON.stringify(await getProduct(shop, { slug, cartToken: "nobody" }));
  const { storageKey } = await shop.db.uploadedFile.findUniqueOrThrow({ where: { id: soldId } });
  for (const secret of [fileId, soldId, storageKey]) expect(seen).not.toContain(secret);
  expect(await findPreview(shop, { previewId: fileId })).toBeNull();
});
