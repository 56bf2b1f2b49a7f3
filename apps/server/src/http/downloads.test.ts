import { createHash, randomBytes, randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import { addFile, getOrder, receiveUpload, refundOrder, removeFile, replaceFile } from "@dualtrack/commerce";
import { buy, manager as by, runJobs, stockedVariant, type TestShop, test } from "@dualtrack/testkit";
import { expect } from "vitest";
import { attachment } from "./content-disposition.ts";
import { readRange } from "./read-range.ts";
import { editedBy, openDownloads, pathOf, sellFile } from "./testing/download-route.ts";

const dayMs = 24 * 60 * 60_000;
const bytes = randomBytes(2_000_000);
const name = "Größe – 音 (1).wav";

const sell = (shop: TestShop, content: Uint8Array = bytes) => sellFile(shop, { bytes: content, name });

const bodyOf = async (answer: Response) => Buffer.from(await answer.arrayBuffer());

test("what was bought is downloaded byte by byte once it is paid, under its name, and by nobody's cache", async ({
  shop,
}) => {
  await using route = await openDownloads(shop);
  const { variantId } = await sell(shop);
  const { orderId } = await buy(shop, { [variantId]: 1 });
  expect((await getOrder(shop, { orderId })).downloads).toMatchObject([
    { access: "waiting", files: [{ name, bytes: bytes.length, path: null }] },
  ]);
  await runJobs(shop);
  const path = await pathOf(shop, orderId);
  const answer = await route.get(path);
  expect(answer.status).toBe(200);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    "content-length": String(bytes.length),
    "content-type": "audio/wav",
    "accept-ranges": "bytes",
    "cache-control": "private, no-store, no-transform",
    etag: `"${createHash("sha256").update(bytes).digest("hex")}"`,
    "content-disposition": attachment(name),
  });
  expect((await bodyOf(answer)).equals(bytes)).toBe(true);
  const { text } = await shop.db.mail.findUniqueOrThrow({ where: { key: `order_confirmed:${orderId}` } });
  expect(text).toContain("Your files are ready: you can download them from the order's page.");
  expect(text).not.toContain("pack");
});

test("a download goes on where it broke off, if the file is still the same", async ({ shop }) => {
  await using route = await openDownloads(shop);
  const { variantId, fileId } = await sell(shop);
  const { orderId } = await buy(shop, { [variantId]: 1 });
  await runJobs(shop);
  const path = await pathOf(shop, orderId);
  const part = await route.get(path, { range: "bytes=1500000-" });
  expect([part.status, part.headers.get("content-range")]).toEqual([206, "bytes 1500000-1999999/2000000"]);
  expect((await bodyOf(part)).equals(bytes.subarray(1_500_000))).toBe(true);
  const tail = await route.get(path, { range: "bytes=-10" });
  expect((await bodyOf(tail)).equals(bytes.subarray(-10))).toBe(true);
  const beyond = await route.get(path, { range: "bytes=2000000-" });
  expect([beyond.status, beyond.headers.get("content-range")]).toEqual([416, "bytes */2000000"]);
  const head = await route.get(path, { range: "bytes=5-" }, "HEAD");
  expect([head.status, head.headers.get("content-length")]).toEqual([200, "2000000"]);
  const etag = head.headers.get("etag") ?? "";
  expect((await route.get(path, { "if-none-match": etag })).status).toBe(304);
  expect((await route.get(path, { range: "bytes=5-", "if-range": etag })).status).toBe(206);

  const { uploadId } = await receiveUpload(shop, { bytes: Readable.from([Buffer.from("newer")]), by });
  const content = { uploadId, name: "newer.wav", mediaType: "audio/wav" };
  await replaceFile(shop, { ...(await editedBy(shop, variantId)), fileId, ...content });
  const whole = await route.get(path, { range: "bytes=3-", "if-range": etag });
  expect([whole.status, await whole.text()]).toEqual([200, "newer"]);
});

test("a link that was changed or has expired gives a page with a way on; the order's page has a new one", async ({
  shop,
}) => {
  await using route = await openDownloads(shop);
  const { variantId, fileId } = await sell(shop);
  const other = await sell(shop);
  const { orderId } = await buy(shop, { [variantId]: 1 });
  await runJobs(shop);
  const path = (await pathOf(shop, orderId)) ?? "";
  const [, , lineId, , expires = "", signature = ""] = path.split("/");
  for (const wrong of [
    path.replace(fileId, other.fileId),
    path.replace(fileId, randomUUID()),
    path.replace(lineId ?? "", randomUUID()),
    path.replace(expires, String(Number(expires) + 1)),
    path.replace(signature, "x".repeat(signature.length)),
    path.replace(signature, "short"),
    "/downloads/..%2f..%2fetc%2fpasswd/x/1/y",
    "/downloads",
  ]) {
    const answer = await route.get(wrong);
    expect([wrong, answer.status]).toEqual([wrong, 404]);
    expect(await answer.text()).toContain("Open your order from the mail");
  }
  shop.clock.advance(dayMs + 1_000);
  const expired = await route.get(path);
  expect([expired.status, await expired.text()]).toEqual([410, expect.stringContaining("expired")]);
  expect((await route.get(await pathOf(shop, orderId), {}, "HEAD")).status).toBe(200);
});

test("whoever tries many wrong links waits", async ({ shop }) => {
  await using route = await openDownloads(shop);
  const { limits } = shop.settings;
  const settings = {
    ...shop.settings,
    limits: { ...limits, perMinute: { ...limits.perMinute, wrongLinks: 3 } },
  };
  await using limited = await openDownloads({ ...shop, settings });
  const statuses = [];
  for (let call = 0; call < 5; call += 1)
    statuses.push((await limited.get(`/downloads/${randomUUID()}/${randomUUID()}/1/x`)).status);
  expect(statuses).toEqual([404, 404, 404, 429, 429]);
  expect((await route.get("/downloads")).status).toBe(404);
});

test("a refund of its line takes the files back, that of another line does not", async ({ shop }) => {
  await using route = await openDownloads(shop);
  const [one, two] = [await sell(shop), await sell(shop)];
  const record = await stockedVariant(shop, { onHand: 5 });
  const { orderId } = await buy(shop, { [one.variantId]: 1, [two.variantId]: 1, [record]: 1 });
  await runJobs(shop);
  const before = (await getOrder(shop, { orderId })).downloads;
  const [refunded, kept] = before.map(({ files }) => files[0]?.path);
  const lineId = before[0]?.orderLineId ?? "";
  await refundOrder(shop, {
    ...{ orderId, requestId: randomUUID(), amount: 900, reason: "other", note: "", by },
    lines: [{ orderLineId: lineId, quantity: 1, restock: false }],
  });
  expect((await route.get(refunded)).status).toBe(403); // while it is on its way
  const marks = async () =>
    (await getOrder(shop, { orderId })).lines.map((line) => [line.refundedQuantity, line.refundingQuantity]);
  expect(await marks()).toEqual([
    [0, 1],
    [0, 0],
    [0, 0],
  ]);
  await runJobs(shop);
  expect(await marks()).toEqual([
    [1, 0],
    [0, 0],
    [0, 0],
  ]);
  const answer = await route.get(refunded);
  expect([answer.status, await answer.text()]).toEqual([403, expect.stringContaining("refunded")]);
  expect((await route.get(kept, {}, "HEAD")).status).toBe(200);
  expect((await getOrder(shop, { orderId })).downloads.map(({ access }) => access)).toEqual([
    "refunded",
    "open",
  ]);
});

test("a file that is no longer sold stays for those who bought it, and is nobody else's", async ({
  shop,
}) => {
  await using route = await openDownloads(shop);
  const { variantId, fileId } = await sell(shop);
  const { uploadId } = await receiveUpload(shop, { bytes: Readable.from([Buffer.from("second")]), by });
  const second = { requestId: randomUUID(), variantId, uploadId, name: "second.wav", mediaType: "audio/wav" };
  const { orderId } = await buy(shop, { [variantId]: 1 });
  await runJobs(shop);
  await addFile(shop, { ...(await editedBy(shop, variantId)), ...second });
  shop.clock.advance(1_000);
  await removeFile(shop, { ...(await editedBy(shop, variantId)), fileId });
  shop.clock.advance(1_000);
  const { orderId: later } = await buy(shop, { [variantId]: 1 });
  await runJobs(shop);
  const namesOf = async (id: string) =>
    (await getOrder(shop, { orderId: id })).downloads[0]?.files.map((file) => file.name).toSorted();
  expect(await namesOf(orderId)).toEqual([name, "second.wav"].toSorted());
  expect(await namesOf(later)).toEqual(["second.wav"]);
  const path = await pathOf(shop, orderId);
  expect((await route.get(path, {}, "HEAD")).status).toBe(200);
});

test("a storage that is away, or has lost the file, is told as such", async ({ shop }) => {
  const { variantId } = await sell(shop);
  const { orderId } = await buy(shop, { [variantId]: 1 });
  await runJobs(shop);
  const path = await pathOf(shop, orderId);
  shop.log.expectErrors(/a download broke off/);
  await using route = await openDownloads({ ...shop, storage: { ...shop.storage, open: async () => null } });
  const answer = await route.get(path);
  expect([answer.status, await answer.text()]).toEqual([503, expect.stringContaining("Nothing is lost")]);
});

test.each([
  [undefined, null],
  ["bytes=0-0", { start: 0, end: 0 }],
  ["bytes=0-", { start: 0, end: 99 }],
  ["bytes=50-1000", { start: 50, end: 99 }],
  ["bytes=-5", { start: 95, end: 99 }],
  ["bytes=-500", { start: 0, end: 99 }],
  ["bytes=-0", "unsatisfiable"],
  ["bytes=100-", "unsatisfiable"],
  ["bytes=9-3", null],
  ["bytes=0-1,5-6", null],
  ["bytes=-", null],
  ["lines=1-2", null],
])("of 100 bytes, %s is %j", (header, range) => {
  expect(readRange(header, 100)).toEqual(range);
});

test.each([
  ["plain.wav", `attachment; filename="plain.wav"; filename*=UTF-8''plain.wav`],
  ['a "b" 100%.wav', `attachment; filename="a _b_ 100_.wav"; filename*=UTF-8''a%20%22b%22%20100%25.wav`],
  ["Größe.wav", `attachment; filename="Gro_e.wav"; filename*=UTF-8''Gr%C3%B6%C3%9Fe.wav`],
  ["it's (1)*.wav", `attachment; filename="it's (1)*.wav"; filename*=UTF-8''it%27s%20%281%29%2A.wav`],
  ["音\r\nX: 1", `attachment; filename="___X: 1"; filename*=UTF-8''%E9%9F%B3%0D%0AX%3A%201`],
])("%j is saved under its name", (wanted, header) => {
  expect(attachment(wanted)).toBe(header);
});
