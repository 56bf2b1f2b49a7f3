import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { manager as by, makeRetriesDue, runJobs, type TestShop, test } from "@dualtrack/testkit";
import { afterAll, beforeEach, expect } from "vitest";
import {
  acknowledgeAlert,
  getAlertSettings,
  getAttention,
  listClearedAlerts,
  listOpenAlerts,
  removeOld,
  testAlertSettings,
  updateAlertSettings,
} from "../index.ts";
import { checkAlerts } from "./check-alerts.ts";
import { tellOfSilentWorker } from "./tell-of-silent-worker.ts";

const minute = 60_000;
const day = 24 * 60 * minute;

/** What came to the address that takes messages, and how it answers. */
const taken: string[] = [];
let status = 200;
const receiver = createServer((request, response) => {
  let body = "";
  request.on("data", (part) => {
    body += part;
  });
  request.on("end", () => {
    if (status === 200) taken.push((JSON.parse(body) as { text: string }).text);
    response.writeHead(status, status === 302 ? { location: "/elsewhere" } : {}).end();
  });
});

test.beforeAll(async ({ shop }) => {
  await once(receiver.listen(0, "127.0.0.1"), "listening");
  await shop.db.staff.createMany({
    data: ["olga", "mike", "sue"].map((id) => ({
      ...{ id, name: id, email: `${id}@shop.example`, role: "owner", getsAlerts: id !== "sue" },
    })),
  });
  await set(shop, {});
});

afterAll(() => receiver.close());

beforeEach(() => {
  taken.length = 0;
  status = 200;
});

async function set(shop: TestShop, changes: Partial<Parameters<typeof updateAlertSettings>[1]>) {
  const { version } = await getAlertSettings(shop);
  const { port } = receiver.address() as AddressInfo;
  const webhookUrl = `http://127.0.0.1:${port}/secret-path`;
  await updateAlertSettings(shop, {
    ...{ version, webhookUrl, quietHours: null, staffIds: ["olga", "mike"], by },
    ...changes,
  });
}

/** Nothing is wrong, and nobody was told of anything. */
async function beginAnew(shop: TestShop): Promise<void> {
  await shop.db.webhookEvent.deleteMany({});
  await shop.db.mail.deleteMany({});
  await shop.db.alert.deleteMany({});
  await checkAlerts(shop);
  // No worker runs in these tests, which is not what they are about.
  await shop.db.alert.updateMany({
    data: { acknowledgedAt: shop.clock.now(), messagedAt: shop.clock.now() },
  });
  await shop.db.mail.deleteMany({});
  await runJobs(shop);
  taken.length = 0;
}

let events = 0;
/** Something urgent that is wrong until it is mended. */
async function breakSomething(shop: TestShop): Promise<void> {
  events += 1;
  await shop.db.webhookEvent.create({
    data: {
      ...{ id: `evt_${events}`, type: "payment_intent.succeeded", state: "dead", payload: {} },
      ...{ createdAt: shop.clock.now(), receivedAt: shop.clock.now() },
    },
  });
}
const mend = (shop: TestShop) => shop.db.webhookEvent.deleteMany({});

/** Something that can wait. */
async function sellOut(shop: TestShop, title: string): Promise<void> {
  await shop.db.product.create({
    data: {
      ...{ slug: title.toLowerCase(), kind: "physical", title, artist: "Band", description: "A record" },
      ...{ published: true, firstPublishedAt: shop.clock.now() },
      variants: { create: { sku: title, title: "", stock: { create: {} } } },
    },
  });
}

const mailsTo = async (shop: TestShop) =>
  (await shop.db.mail.findMany({ where: { kind: "staff_alert" }, orderBy: { recipient: "asc" } })).map(
    ({ recipient, subject }) => `${recipient}: ${subject}`,
  );

test("an alert is told once to the chosen staff and in a message; that it is over, a quarter of an hour later", async ({
  shop,
}) => {
  await beginAnew(shop);
  await breakSomething(shop);
  for (let check = 0; check < 3; check += 1) {
    await checkAlerts(shop);
    await runJobs(shop);
    shop.clock.advance(minute);
  }
  const subject = "1 job or event has used up all attempts";
  expect(await mailsTo(shop)).toEqual([`mike@shop.example: ${subject}`, `olga@shop.example: ${subject}`]);
  expect(taken).toHaveLength(1);
  expect(taken[0]).toContain(`*${subject}.*`);
  expect(taken[0]).toContain(`${shop.settings.publicUrl}/admin/jobs?state=dead`);

  // It goes, comes back, and goes: that is one alert.
  for (const change of [mend, breakSomething, mend]) {
    await change(shop);
    await checkAlerts(shop);
    shop.clock.advance(5 * minute);
  }
  await runJobs(shop);
  expect(await mailsTo(shop)).toHaveLength(2);
  shop.clock.advance(11 * minute);
  await checkAlerts(shop);
  await runJobs(shop);
  expect(await mailsTo(shop)).toContain(`mike@shop.example: Over: ${subject}`);
  expect(taken).toHaveLength(2);
  expect(taken[1]).toContain(`Over: ${subject}.`);
  const { alerts } = await listClearedAlerts(shop, { limit: 1 });
  expect(alerts).toMatchObject([{ kind: "dead_jobs", isUrgent: true, acknowledged: null }]);

  // Later it is another one.
  await breakSomething(shop);
  await checkAlerts(shop);
  expect(await shop.db.alert.count({ where: { kind: "dead_jobs" } })).toBe(2);
});

test("in quiet hours only what is urgent is told; the rest when they end, unless it is over or somebody takes care of it", async ({
  shop,
}) => {
  await set(shop, { quietHours: { from: 22 * 60, until: 7 * 60 } });
  shop.clock.advance(day - (shop.clock.now().getTime() % day) + 23 * 60 * minute); // 23:00 UTC
  expect(shop.settings.timeZone).toBe("UTC");
  await beginAnew(shop);
  for (const title of ["Stays", "Over", "Known"]) await sellOut(shop, title);
  await breakSomething(shop);
  await checkAlerts(shop);
  await runJobs(shop);
  expect(await mailsTo(shop)).toHaveLength(2);
  expect(taken).toHaveLength(1);
  expect(taken[0]).not.toContain("sold out");

  await shop.db.product.updateMany({ where: { title: "Over" }, data: { published: false } });
  const known = (await listOpenAlerts(shop)).find(({ title }) => title === "Known is sold out");
  await acknowledgeAlert(shop, { alertId: known?.id ?? "", by });
  shop.clock.advance(7 * 60 * minute + 59 * minute); // 06:59
  await checkAlerts(shop);
  await runJobs(shop);
  expect(taken).toHaveLength(1);
  shop.clock.advance(minute);
  await checkAlerts(shop);
  await runJobs(shop);
  expect((await mailsTo(shop)).filter((mail) => mail.endsWith("Stays is sold out"))).toHaveLength(2);
  expect(taken.at(-1)).toContain("Stays is sold out");
  expect(taken.join()).not.toMatch(/Over is sold out|Known is sold out/);
  await set(shop, {});
});

test("whoever takes care of an alert is named to the others, once and in the audit log; it stays open", async ({
  shop,
}) => {
  await beginAnew(shop);
  await breakSomething(shop);
  await checkAlerts(shop);
  const [alert] = (await listOpenAlerts(shop)).filter(({ kind }) => kind === "dead_jobs");
  const alertId = alert?.id ?? "";
  const before = (await getAttention(shop)).alerts.count;
  await Promise.all([1, 2].map(() => acknowledgeAlert(shop, { alertId, by })));
  expect((await getAttention(shop)).alerts.count).toBe(before - 1);
  expect((await listOpenAlerts(shop)).find(({ id }) => id === alertId)?.acknowledged?.by).toBe(by.name);
  expect(await shop.db.auditEntry.count({ where: { action: "alert.acknowledge", subject: "alerts" } })).toBe(
    2,
  );
  await expect(
    acknowledgeAlert(shop, { alertId: "00000000-0000-4000-8000-000000000000", by }),
  ).rejects.toMatchObject({ code: "ALERT_NOT_FOUND" });
});

test("checks at the same time open an alert once", async ({ shop }) => {
  await beginAnew(shop);
  await breakSomething(shop);
  const checked = await Promise.all(Array.from({ length: 8 }, () => checkAlerts(shop)));
  expect(checked.filter((check) => check !== null)).toHaveLength(1);
  expect(await shop.db.alert.count({ where: { kind: "dead_jobs", clearedAt: null } })).toBe(1);
  await runJobs(shop);
  expect(taken).toHaveLength(1);
});

test("a message that is not taken is sent later, and staff read that messages do not arrive", async ({
  shop,
}) => {
  await beginAnew(shop);
  await breakSomething(shop);
  await checkAlerts(shop);
  for (status of [500, 302]) {
    await makeRetriesDue(shop);
    await runJobs(shop).catch(() => {});
    expect((await getAlertSettings(shop)).messages).toMatchObject({ problem: "refused" });
  }
  expect(await testAlertSettings(shop, { by })).toEqual({ problem: "refused" });
  status = 200;
  expect(await testAlertSettings(shop, { by })).toEqual({ problem: null });
  await makeRetriesDue(shop);
  await runJobs(shop);
  expect(taken.filter((text) => text.includes("used up all attempts"))).toHaveLength(1);
  expect((await getAlertSettings(shop)).messages).toBeNull();
});

test("a web process tells that no worker runs, and sends mail and message itself", async ({ shop }) => {
  await mend(shop);
  await shop.db.alert.deleteMany({});
  await checkAlerts(shop);
  shop.clock.advance(16 * minute);
  await shop.db.alert.deleteMany({});
  await shop.db.mail.deleteMany({});
  expect(await tellOfSilentWorker(shop)).toBe(true);
  expect(await mailsTo(shop)).toHaveLength(2);
  expect(await shop.db.mail.count({ where: { kind: "staff_alert", state: { not: "sent" } } })).toBe(0);
  expect(taken.join()).toContain("No worker runs");
  await runJobs(shop); // the worker that comes back sends nothing twice
  expect(taken).toHaveLength(1);
  expect(await tellOfSilentWorker(shop)).toBe(false);
});

test("settings are saved one version after the other, and never tell the address", async ({ shop }) => {
  const { version, webhookHost } = await getAlertSettings(shop);
  expect(webhookHost).toMatch(/^127\.0\.0\.1:\d+$/);
  await set(shop, { webhookUrl: undefined, staffIds: ["sue", "nobody"] });
  const saved = await getAlertSettings(shop);
  expect(saved.webhookHost).toBe(webhookHost);
  expect(saved.people.filter(({ getsAlerts }) => getsAlerts).map(({ id }) => id)).toEqual(["sue"]);
  await expect(
    updateAlertSettings(shop, { version, quietHours: null, staffIds: [], by }),
  ).rejects.toMatchObject({ code: "ALERT_SETTINGS_CHANGED", details: { by: by.name } });
  const entry = await shop.db.auditEntry.findFirstOrThrow({
    where: { action: "alerts.update" },
    orderBy: { id: "desc" },
  });
  expect(entry.after).toEqual({ recipients: ["sue@shop.example"] });
  const entries = await shop.db.auditEntry.findMany({
    where: { subject: "alerts" },
    select: { before: true, after: true },
  });
  expect(JSON.stringify(entries)).not.toContain("secret-path");
  await set(shop, { webhookUrl: null });
  await expect(testAlertSettings(shop, { by })).rejects.toMatchObject({ code: "ALERT_ADDRESS_MISSING" });
});

test("alerts that are over go when they are old, and open ones stay", async ({ shop }) => {
  await beginAnew(shop);
  await breakSomething(shop);
  await checkAlerts(shop);
  await mend(shop);
  await checkAlerts(shop);
  shop.clock.advance((shop.settings.keptDays.syncRuns + 1) * day);
  expect(await removeOld(shop)).toMatchObject({ alerts: 1 });
  expect(await shop.db.alert.count()).toBe(await shop.db.alert.count({ where: { clearedAt: null } }));
});
