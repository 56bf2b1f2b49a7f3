import { randomBytes, randomUUID } from "node:crypto";
import { readdir, readlink } from "node:fs/promises";
import { connect, type Socket } from "node:net";
import type { Readable } from "node:stream";
import {
  countDownload,
  countDownloads,
  exportDownloads,
  getOrder,
  getOrderForStaff,
  removeOld,
  renewDownloads,
  restoreDownloads,
  revokeDownloads,
  setDownloadLimit,
} from "@dualtrack/commerce";
import { buy, manager as by, runJobs, type TestShop, test } from "@dualtrack/testkit";
import { expect } from "vitest";
import { editedBy, openDownloads, pathOf, sellFile } from "./testing/download-route.ts";

const hourMs = 60 * 60_000;
const dayMs = 24 * hourMs;
const bytes = randomBytes(300_000);
const name = "Slow Beat.wav";

/** A confirmed order of one file, and where it is downloaded. */
async function sold(shop: TestShop, limit: number | null, content: Uint8Array = bytes) {
  const { variantId, fileId } = await sellFile(shop, { bytes: content, name, limit });
  const { orderId } = await buy(shop, { [variantId]: 1 });
  await runJobs(shop);
  const line = await shop.db.orderLine.findFirstOrThrow({ where: { orderId } });
  return { variantId, fileId, orderId, lineId: line.id, path: (await pathOf(shop, orderId)) ?? "" };
}

const statusOf = async (answer: Promise<Response>) => {
  const { status, body } = await answer;
  for await (const _ of body ?? []) {
    // All of it: what is left before its end may begin again.
  }
  return status;
};

async function staffView(shop: TestShop, orderId: string) {
  const { number } = await getOrder(shop, { orderId });
  return getOrderForStaff(shop, { number });
}

const filesOf = async (shop: TestShop, orderId: string) =>
  (await getOrder(shop, { orderId })).downloads[0]?.files.map(({ count, isUsedUp, path }) => ({
    ...{ count, isUsedUp },
    isOpen: path !== null,
  }));

test("each download counts once, also if it goes on later; what sends nothing does not count", async ({
  shop,
}) => {
  await using route = await openDownloads(shop);
  const { path, orderId } = await sold(shop, null);
  const count = async () => (await filesOf(shop, orderId))?.[0]?.count;
  const etag = (await route.get(path, {}, "HEAD")).headers.get("etag") ?? "";
  expect(await statusOf(route.get(path, { "if-none-match": etag }))).toBe(304);
  expect(await statusOf(route.get(path, { range: "bytes=300000-" }))).toBe(416);
  expect(await count()).toBe(0);

  expect(await statusOf(route.get(path, { range: "bytes=0-" }))).toBe(206);
  expect(await count()).toBe(1);
  for (const range of ["bytes=100000-", "bytes=200000-299999", "bytes=-5"])
    expect(await statusOf(route.get(path, { range }))).toBe(206);
  expect(await count()).toBe(1);
  expect(await statusOf(route.get(path))).toBe(200);
  expect(await count()).toBe(2);
  // A part of another content is all of the new one.
  expect(await statusOf(route.get(path, { range: "bytes=1-", "if-range": '"other"' }))).toBe(200);
  expect(await count()).toBe(3);

  const { downloads, timeline } = await staffView(shop, orderId);
  expect(
    downloads?.started.map(({ fileName, network, continuations }) => [fileName, network, continuations]),
  ).toEqual([
    [name, "127.0.0.1", 0],
    [name, "127.0.0.1", 0],
    [name, "127.0.0.1", 3],
  ]);
  expect(timeline.filter(({ kind }) => kind === "downloaded")).toHaveLength(1);
});

test("a part continues a download for a day and 50 times; after that it is one of its own", async ({
  shop,
}) => {
  const { fileId, lineId, orderId } = await sold(shop, null);
  const file = { id: fileId, orderLineId: lineId, name };
  const part = () => countDownload(shop, { file, firstByte: 1, ip: "2001:db8:1:2:3:4:5:6" });
  const counts = async () =>
    (await staffView(shop, orderId)).downloads?.started.map((each) => each.continuations);
  await part(); // it continues nothing
  expect(await counts()).toEqual([0]);
  for (let time = 0; time < 51; time += 1) await part();
  expect(await counts()).toEqual([0, 50]);
  shop.clock.advance(dayMs + 1_000);
  await part();
  expect(await counts()).toEqual([0, 0, 50]);
  expect((await staffView(shop, orderId)).downloads?.started[0]?.network).toBe("2001:db8:1:2::/64");
});

test("the limit of the day of the order holds: a page says so, and staff allow further downloads", async ({
  shop,
}) => {
  await using route = await openDownloads(shop);
  const { path, orderId, variantId } = await sold(shop, 2);
  await setDownloadLimit(shop, { ...(await editedBy(shop, variantId)), variantId, limit: 1 });
  expect(await statusOf(route.get(path))).toBe(200);
  expect(await filesOf(shop, orderId)).toEqual([{ count: 1, isUsedUp: false, isOpen: true }]);
  expect(await statusOf(route.get(path))).toBe(200);
  expect(await filesOf(shop, orderId)).toEqual([{ count: 2, isUsedUp: true, isOpen: false }]);
  // The last one that is allowed may break off and go on.
  expect(await statusOf(route.get(path, { range: "bytes=100-" }))).toBe(206);
  const refused = await route.get(path);
  const page = await refused.text();
  expect(refused.status).toBe(403);
  expect(page).toContain("as often as your order allows");
  const { email } = await shop.db.shopSettings.findFirstOrThrow();
  const { number: orderNumber } = await getOrder(shop, { orderId });
  expect(page).toContain(`mailto:${email}?subject=Downloads%20of%20order%20${orderNumber}`);
  expect(page).toContain(`<strong>${orderNumber}</strong>`);
  const mail = /action="([^"]+)"/.exec(page)?.[1];
  shop.clock.advance(hourMs + 1_000);
  const mailed = await route.get(mail, {}, "POST");
  expect([mailed.status, await mailed.text()]).toEqual([200, expect.stringContaining("on its way")]);
  expect((await getOrder(shop, { orderId })).timeline.at(-1)?.kind).toBe("confirmation_resent");
  // Whoever has made up a link learns of no order.
  const forged = await (await route.get(path.replace(/[^/]+$/, "x".repeat(43)))).text();
  expect(forged).toContain("find this file");
  expect(forged).not.toContain("The number of your order");
  expect(refused.headers.get("content-disposition")).toBeNull();

  const renew = (seen: number) => renewDownloads(shop, { orderId, seen, more: 1, note: "lost it", by });
  await renew(0);
  await renew(0); // a repeated press
  await expect(renew(5)).rejects.toMatchObject({ code: "DOWNLOADS_CHANGED", details: { seen: 5, extra: 1 } });
  expect(await statusOf(route.get(path))).toBe(200);
  expect(await statusOf(route.get(path))).toBe(403);
  const { downloads, number, timeline } = await staffView(shop, orderId);
  expect(downloads).toMatchObject({
    extra: 1,
    lines: [{ allowed: 3, files: [{ count: 3, isUsedUp: true }] }],
  });
  expect(timeline.filter(({ kind }) => kind === "downloads_renewed")).toHaveLength(1);
  const audit = await shop.db.auditEntry.findMany({ where: { subject: number } });
  expect(audit).toMatchObject([
    { action: "order.renew_downloads", after: { furtherDownloads: 1, note: "lost it" } },
  ]);
});

test("a download that broke off begins again within the hour without being counted, three times", async ({
  shop,
}) => {
  await using route = await openDownloads(shop);
  const { path, orderId } = await sold(shop, 1, randomBytes(30_000_000));
  /** Reads the first bytes and leaves. */
  const breakOff = async (headers: Record<string, string> = {}) => {
    const leaving = new AbortController();
    const answer = await fetch(`http://127.0.0.1:${route.port}${path}`, { headers, signal: leaving.signal });
    await answer.body?.getReader().read();
    leaving.abort();
    return answer.status;
  };
  const file = async () => (await filesOf(shop, orderId))?.[0];
  const isBroken = async () => (await file())?.isOpen;
  expect(await breakOff()).toBe(200);
  await expect.poll(isBroken).toBe(true); // its page has the link again
  expect(await breakOff({ range: "bytes=1000-" })).toBe(206);
  await expect.poll(isBroken).toBe(true);
  for (const status of [200, 200]) {
    expect(await breakOff()).toBe(status);
    await expect.poll(isBroken).toBe(true);
  }
  // At the same moment one of them goes on, and the others are further downloads, which the order does not have.
  const both = await Promise.all([statusOf(route.get(path)), statusOf(route.get(path))]);
  expect(both.toSorted()).toEqual([200, 403]);
  expect(await file()).toEqual({ count: 1, isUsedUp: true, isOpen: false });

  const other = await sold(shop, 1, randomBytes(30_000_000));
  const answer = await fetch(`http://127.0.0.1:${route.port}${other.path}`);
  await answer.body?.cancel();
  const isOpen = async () => (await filesOf(shop, other.orderId))?.[0]?.isOpen;
  await expect.poll(isOpen).toBe(true);
  shop.clock.advance(hourMs + 1_000);
  expect(await isOpen()).toBe(false);
  expect(await statusOf(route.get(other.path))).toBe(403);

  // A fourth time is a download of its own, however often it broke off.
  const ofLine = { where: { orderLineId: other.lineId } };
  await shop.db.fileDownload.updateMany({ ...ofLine, data: { brokeOffAt: shop.clock.now(), restarts: 3 } });
  expect(await isOpen()).toBe(false);
  expect(await statusOf(route.get(other.path))).toBe(403);
});

test("of many downloads at the same moment no more begin than are allowed", async ({ shop }) => {
  await using route = await openDownloads(shop);
  const { path, orderId } = await sold(shop, 3);
  const statuses = await Promise.all(Array.from({ length: 12 }, () => statusOf(route.get(path))));
  expect(statuses.filter((status) => status === 200)).toHaveLength(3);
  expect(statuses.filter((status) => status === 403)).toHaveLength(9);
  expect((await filesOf(shop, orderId))?.[0]?.count).toBe(3);
});

test("downloads that have all begun before one of them is counted are counted one after the other", async ({
  shop,
}) => {
  const { orderId, lineId, fileId } = await sold(shop, 1);
  const file = { id: fileId, orderLineId: lineId, name };
  let counting: Promise<bigint | null>[] = [];
  // Whoever counts refers to the order's line: nobody gets on before several of them are waiting.
  await shop.db.$transaction(
    async (tx) => {
      await tx.$queryRaw`select 1 from order_line where id = ${lineId}::uuid for update`;
      counting = Array.from({ length: 4 }, () => countDownload(shop, { file, firstByte: 0, ip: null }));
      // Not in this transaction, which would see the same statistics each time.
      const waiting = () => shop.db.$queryRaw<{ count: number }[]>`
        select count(*)::integer from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
      await expect.poll(async () => (await waiting())[0]?.count, { timeout: 20_000 }).toBeGreaterThan(1);
    },
    { timeout: 30_000 },
  );
  expect((await Promise.all(counting)).filter((id) => id !== null)).toHaveLength(1);
  expect((await filesOf(shop, orderId))?.[0]?.count).toBe(1);
});

test("staff export who downloaded the files of a product, without those of others, and the audit log says so", async ({
  shop,
}) => {
  await using route = await openDownloads(shop);
  const [one, other] = [await sold(shop, null), await sold(shop, null)];
  for (const { path } of [one, other, one]) expect(await statusOf(route.get(path))).toBe(200);
  const { productId } = await editedBy(shop, one.variantId);
  expect(await countDownloads(shop, { productId })).toBe(2);
  let csv = "";
  for await (const part of await exportDownloads(shop, { productId, by })) csv += part;
  const { number, email, name: customer } = await getOrder(shop, { orderId: one.orderId });
  const [header, ...rows] = csv.trim().split("\r\n");
  expect(header).toContain("downloaded_at,order,name,email,sku,variant,file,network,continued,begun_again");
  expect(rows.map((row) => row.split(",").slice(1, 4))).toEqual([
    [number, customer, email],
    [number, customer, email],
  ]);
  expect(await shop.db.auditEntry.findMany({ where: { action: "downloads.export" } })).toMatchObject([
    { after: { downloads: 2 } },
  ]);
  await expect(exportDownloads(shop, { productId: randomUUID(), by })).rejects.toMatchObject({
    code: "PRODUCT_NOT_FOUND",
  });
});

test("staff stop the downloads of an order, and allow them again", async ({ shop }) => {
  await using route = await openDownloads(shop);
  const { path, orderId } = await sold(shop, null);
  const decided = { orderId, note: "shared in public", by };
  await revokeDownloads(shop, decided);
  await revokeDownloads(shop, decided);
  const refused = await route.get(path);
  expect([refused.status, await refused.text()]).toEqual([403, expect.stringContaining("have stopped")]);
  expect((await getOrder(shop, { orderId })).downloads).toMatchObject([
    { access: "revoked", files: [{ path: null }] },
  ]);
  expect((await getOrder(shop, { orderId })).timeline.at(-1)?.kind).toBe("downloads_revoked");
  await restoreDownloads(shop, decided);
  await restoreDownloads(shop, decided);
  expect(await statusOf(route.get(path))).toBe(200);
  const audit = await shop.db.auditEntry.findMany({
    where: { subject: (await getOrder(shop, { orderId })).number },
    orderBy: { id: "asc" },
  });
  expect(audit.map(({ action }) => action)).toEqual(["order.revoke_downloads", "order.restore_downloads"]);
});

test("whose network it was is kept for its time, and how often for good", async ({ shop }) => {
  await using route = await openDownloads(shop);
  const { path, orderId } = await sold(shop, null);
  await statusOf(route.get(path));
  const network = async () => (await staffView(shop, orderId)).downloads?.started[0]?.network;
  shop.clock.advance(179 * dayMs);
  await removeOld(shop);
  expect(await network()).toBe("127.0.0.1");
  shop.clock.advance(2 * dayMs);
  expect((await removeOld(shop)).downloadNetworks).toBeGreaterThan(0);
  expect([await network(), (await filesOf(shop, orderId))?.[0]?.count]).toEqual([null, 1]);
});

test("whoever has an expired link can have the order's link mailed to its customer, once an hour", async ({
  shop,
}) => {
  await using route = await openDownloads(shop);
  const { path, orderId } = await sold(shop, null);
  shop.clock.advance(dayMs + 1_000);
  const page = await (await route.get(path)).text();
  const action = /action="([^"]+)"/.exec(page)?.[1] ?? "";
  expect(action).toBe(`${path}/mail`);
  const token = (await getOrder(shop, { orderId })).token;
  expect(page).not.toContain(token);
  const mails = async () => shop.db.orderEvent.count({ where: { orderId, kind: "confirmation_resent" } });
  for (let press = 0; press < 3; press += 1) {
    const answer = await route.get(action, {}, "POST");
    expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining("on its way")]);
  }
  expect(await mails()).toBe(1);
  expect(await shop.db.mail.count({ where: { orderId, state: "queued" } })).toBe(1);
  shop.clock.advance(61 * 60_000);
  await route.get(action, {}, "POST");
  expect(await mails()).toBe(2);
  const wrong = await route.get(action.replace(/[^/]+\/mail$/, "x/mail"), {}, "POST");
  expect(wrong.status).toBe(404);
  expect(await statusOf(route.get(`/downloads/${randomUUID()}/x`, {}, "POST"))).toBe(404);
});

test("too many downloads of a network wait, and the page says how long", async ({ shop }) => {
  shop.clock.advance(61_000); // other tests' calls are of another minute
  const { path } = await sold(shop, null);
  const { limits } = shop.settings;
  const settings = {
    ...shop.settings,
    limits: { ...limits, perMinute: { ...limits.perMinute, downloads: 2 } },
  };
  await using route = await openDownloads({ ...shop, settings });
  expect([await statusOf(route.get(path)), await statusOf(route.get(path))]).toEqual([200, 200]);
  const late = await route.get(path);
  expect([late.status, await late.text()]).toEqual([429, expect.stringContaining("That was a lot at once")]);
  expect(Number(late.headers.get("retry-after"))).toBeGreaterThan(0);
  shop.clock.advance(61_000);
});

test("a file that can't be read is not counted", async ({ shop }) => {
  await using route = await openDownloads(shop);
  const { path, orderId, fileId } = await sold(shop, 1);
  const { upload } = await shop.db.variantFile.findUniqueOrThrow({
    where: { id: fileId },
    select: { upload: true },
  });
  await shop.storage.remove(upload.storageKey);
  shop.log.expectErrors(/a download broke off/);
  expect(await statusOf(route.get(path))).toBe(503);
  expect(await filesOf(shop, orderId)).toEqual([{ count: 0, isUsedUp: false, isOpen: true }]);
});

/** How many files of the shop's storage this process has open. */
async function openFiles(key: string): Promise<number> {
  const links = await Promise.all(
    (await readdir("/proc/self/fd")).map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => "")),
  );
  return links.filter((link) => link.endsWith(key)).length;
}

test("many slow downloads need little memory, and who leaves gives its file back", async ({ shop }) => {
  await using route = await openDownloads(shop);
  const size = 40_000_000;
  const { path, fileId } = await sold(shop, null, randomBytes(size));
  const { upload } = await shop.db.variantFile.findUniqueOrThrow({
    where: { id: fileId },
    select: { upload: true },
  });
  const before = process.memoryUsage().rss;
  const sockets: Socket[] = [];
  // They ask and read nothing, so that the server must wait for each.
  for (let client = 0; client < 200; client += 1) {
    const socket = connect(route.port, "127.0.0.1").pause();
    socket.write(`GET ${path} HTTP/1.1\r\nHost: shop\r\n\r\n`);
    sockets.push(socket);
  }
  await expect.poll(() => openFiles(upload.storageKey)).toBe(sockets.length);
  expect(process.memoryUsage().rss - before).toBeLessThan(300_000_000); // of 8 GB that are asked for
  for (const socket of sockets) socket.destroy();
  await expect.poll(() => openFiles(upload.storageKey)).toBe(0);
});

test("whoever leaves before the first byte is not counted, and the file is closed", async ({ shop }) => {
  const { path, orderId } = await sold(shop, 1);
  const leaving = new AbortController();
  const opened: Readable[] = [];
  await using route = await openDownloads({
    ...shop,
    storage: {
      ...shop.storage,
      async open(key, range) {
        const stream = await shop.storage.open(key, range);
        if (stream !== null) opened.push(stream);
        leaving.abort();
        await expect.poll(() => route.connections()).toBe(0);
        return stream;
      },
    },
  });
  const url = `http://127.0.0.1:${route.port}${path}`;
  await expect(fetch(url, { signal: leaving.signal })).rejects.toThrow();
  await expect.poll(() => opened[0]?.destroyed).toBe(true);
  expect(await filesOf(shop, orderId)).toEqual([{ count: 0, isUsedUp: false, isOpen: true }]);
});
