import { randomUUID } from "node:crypto";
import { test } from "@dualtrack/testkit";
import sharp from "sharp";
import { expect } from "vitest";
import {
  type Actor,
  addPicture,
  createProduct,
  describePicture,
  findPictureFile,
  getProductForStaff,
  movePicture,
  removePicture,
} from "../index.ts";
import { resizePicture } from "./resize-picture.ts";

const by: Actor = { name: "Ada", email: "ada@example.com", role: "manager", ip: null };

/** A picture, red on its left half and blue on its right. */
function twoHalves(width: number, height: number) {
  const half = { create: { width: Math.ceil(width / 2), height, channels: 3 as const, background: "red" } };
  return sharp({ create: { width, height, channels: 3, background: "blue" } }).composite([
    { input: half, left: 0, top: 0 },
  ]);
}

async function pixel(bytes: Uint8Array, left: number, top: number): Promise<number[]> {
  const raw = await sharp(bytes).extract({ left, top, width: 1, height: 1 }).raw().toBuffer();
  return [...raw];
}

const refused = (why: string) => ({ code: "PICTURE_REFUSED", details: { why } });

test.each(["jpeg", "png", "webp", "avif"] as const)("%s becomes WebP in three widths", async (format) => {
  // AVIF is written with the least effort: reading it is what is tested.
  const options = format === "avif" ? { effort: 0 } : {};
  const upload = await twoHalves(1500, 900).toFormat(format, options).toBuffer();
  const { files, ...size } = await resizePicture(upload);
  expect(size).toEqual({ width: 1500, height: 900 });
  expect(files.map(({ width, height }) => [width, height])).toEqual([
    [320, 192],
    [640, 384],
    [1280, 768],
  ]);
  for (const { bytes } of files) expect((await sharp(bytes).metadata()).format).toBe("webp");
});

test("a small picture is never enlarged", async () => {
  const { files } = await resizePicture(await twoHalves(500, 100).png().toBuffer());
  expect(files.map(({ width }) => width)).toEqual([320, 500]);
});

test("the camera's rotation is applied, and its metadata is removed", async () => {
  // Orientation 6: the camera was held upright, so the left half of what was stored is the top.
  const upload = await twoHalves(800, 400)
    .jpeg({ quality: 100 })
    .withExif({ IFD0: { Copyright: "Somebody", Make: "Camera" } })
    .withMetadata({ orientation: 6 })
    .toBuffer();
  const { width, height, files } = await resizePicture(upload);
  expect([width, height]).toEqual([400, 800]);
  const bytes = files.at(-1)?.bytes ?? new Uint8Array();
  const metadata = await sharp(bytes).metadata();
  expect([metadata.width, metadata.height, metadata.exif]).toEqual([400, 800, undefined]);
  const [red = 0, , blue = 0] = await pixel(bytes, 200, 100);
  expect(red).toBeGreaterThan(blue);
  const [lowRed = 0, , lowBlue = 0] = await pixel(bytes, 200, 700);
  expect(lowBlue).toBeGreaterThan(lowRed);
});

test("transparency is kept", async () => {
  const clear = { r: 0, g: 0, b: 0, alpha: 0 };
  const upload = await sharp({ create: { width: 400, height: 400, channels: 4, background: clear } })
    .png()
    .toBuffer();
  const { files } = await resizePicture(upload);
  expect((await pixel(files[0]?.bytes ?? new Uint8Array(), 5, 5))[3]).toBe(0);
});

test("a small file with too many pixels is refused before it is decoded", async () => {
  const bomb = await sharp({
    create: { width: 10_000, height: 8_000, channels: 3, background: "white" },
    limitInputPixels: false,
  })
    .png({ compressionLevel: 9 })
    .toBuffer();
  expect(bomb.byteLength).toBeLessThan(1_000_000);
  const started = Date.now();
  await expect(resizePicture(bomb)).rejects.toMatchObject(refused("too_many_pixels"));
  expect(Date.now() - started).toBeLessThan(500);
});

test("files of more than ten megabytes are refused unread", async () => {
  await expect(resizePicture(new Uint8Array(10 * 1024 * 1024 + 1))).rejects.toMatchObject(
    refused("too_many_bytes"),
  );
});

test("a file that is no picture, is incomplete, or may contain scripts is refused", async () => {
  const whole = await twoHalves(600, 600).png().toBuffer();
  const text = (words: string) => new TextEncoder().encode(words);
  const uploads = {
    text: text("This is a letter."),
    nothing: new Uint8Array(),
    half: whole.subarray(0, whole.byteLength / 2),
    svg: text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script/></svg>'),
    gif: await twoHalves(20, 20).gif().toBuffer(),
    tiff: await twoHalves(20, 20).tiff().toBuffer(),
  };
  for (const [name, upload] of Object.entries(uploads))
    await expect(resizePicture(upload), name).rejects.toMatchObject(refused("not_a_picture"));
});

test("pictures are added once each, described, moved and removed; each change asks for the latest version", async ({
  shop,
}) => {
  const text = { title: "Pictured", artist: "Band", description: "" };
  const { productId } = await createProduct(shop, { requestId: randomUUID(), ...text, by });
  const now = () => getProductForStaff(shop, { productId });
  const edit = async () => ({ productId, version: (await now()).version, by });
  const upload = await twoHalves(700, 700).png().toBuffer();
  const [a, b] = [randomUUID(), randomUUID()];
  const first = { ...(await edit()), requestId: a, upload };
  await addPicture(shop, first);
  await addPicture(shop, first); // the answer was lost
  await expect(addPicture(shop, { ...first, requestId: b })).rejects.toMatchObject({
    code: "PRODUCT_CHANGED",
  });
  await addPicture(shop, { ...(await edit()), requestId: b, upload });
  const other = await createProduct(shop, { requestId: randomUUID(), ...text, by });
  await expect(
    addPicture(shop, { productId: other.productId, version: 1, by, requestId: b, upload }),
  ).rejects.toMatchObject({ code: "REQUEST_ID_TAKEN" });
  await describePicture(shop, { ...(await edit()), pictureId: b, alt: "Front" });
  await movePicture(shop, { ...(await edit()), pictureId: b, place: 0 });
  expect((await now()).pictures).toMatchObject([
    { id: b, alt: "Front", width: 700, widths: [320, 640, 700] },
    { id: a, alt: "" },
  ]);
  expect(await findPictureFile(shop, { pictureId: b, width: 640 })).not.toBeNull();
  await removePicture(shop, { ...(await edit()), pictureId: b });
  expect((await now()).pictures.map(({ id }) => id)).toEqual([a]);
  expect(await findPictureFile(shop, { pictureId: b, width: 640 })).toBeNull();
  const audit = await shop.db.auditEntry.findMany({
    where: { subject: "pictured" },
    orderBy: { id: "asc" },
    select: { action: true },
  });
  expect(audit.map(({ action }) => action.replace("product.", ""))).toEqual([
    "create",
    "add_picture",
    "add_picture",
    "describe_picture",
    "move_picture",
    "remove_picture",
  ]);
});
