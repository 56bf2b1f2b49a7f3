import { randomUUID } from "node:crypto";
import { exportMessagesInput, type MessageReason } from "@dualtrack/contract";
import { buy, manager as by, openTestShop, runJobs, stockedVariant, type TestShop } from "@dualtrack/testkit";
import { expect, test } from "vitest";
import { checkAlerts } from "../alerts/check-alerts.ts";
import { getHealth } from "../health/get-health.ts";
import { sampleHealth } from "../health/sample-health.ts";
import { removeOld } from "../operations/remove-old.ts";
import { orderToken } from "../orders/links.ts";
import { startSyncRun } from "../sync/start-sync-run.ts";
import { answerMessage, closeMessage, reopenMessage } from "./answer-message.ts";
import { exportMessages } from "./export-messages.ts";
import { getMessage } from "./get-message.ts";
import { countMessages, listMessages, messageAttention } from "./list-messages.ts";
import { sendMessage } from "./send-message.ts";

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

interface Written {
  requestId?: string;
  reason?: MessageReason;
  email?: string;
  orderText?: string;
  orderToken?: string;
  text?: string;
  homepage?: string;
}

function write(shop: TestShop, { requestId = randomUUID(), ...written }: Written = {}) {
  return sendMessage(shop, {
    ...{ requestId, reason: "other", email: "customer@example.com", orderText: "", homepage: "" },
    ...{ text: "Do you ship to the moon?", ...written },
  });
}

const numbersOf = async (
  shop: TestShop,
  filter: { show?: "open" | "answered" | "closed" | "suspected"; q?: string; reason?: MessageReason } = {},
) => (await listMessages(shop, { show: "open", limit: 50, ...filter })).messages.map(({ key }) => key);

test("a message is one, has a mail that repeats nothing of it, and the answer tells a stranger nothing", async () => {
  await using shop = await openTestShop();
  const record = await stockedVariant(shop, { onHand: 9 });
  const { orderId } = await buy(shop, { [record]: 1 });
  await runJobs(shop);
  const order = await shop.db.order.findUniqueOrThrow({ where: { id: orderId } });
  const mailsTo = (recipient: string) =>
    shop.db.mail.findMany({ where: { recipient, messageId: { not: null } }, orderBy: { createdAt: "asc" } });

  const requestId = randomUUID();
  const text = "Buy pills at http://spam.example";
  await Promise.all([1, 2, 3].map(() => write(shop, { requestId, text, email: "ann@example.com" })));
  expect(await numbersOf(shop)).toEqual([1]);
  const [mail, ...more] = await mailsTo("ann@example.com");
  expect(more).toEqual([]);
  expect(mail).toMatchObject({ kind: "message_received", subject: "We have your message (M-1)" });
  expect(`${mail?.text}${mail?.html}`).not.toContain("spam.example");
  await runJobs(shop);
  expect((await mailsTo("ann@example.com"))[0]?.state).toBe("sent");

  // Who is known, and who is not, is told the same; a forged link is none.
  const known = await write(shop, { email: order.email ?? "", orderText: `DT-${order.number}` });
  expect(await write(shop, { email: "nobody@example.com", orderText: "DT-999999" })).toEqual(known);
  const token = orderToken(shop, orderId);
  await expect(write(shop, { orderToken: `${token.slice(0, -3)}abc` })).rejects.toMatchObject({
    code: "ORDER_NOT_FOUND",
  });
  await write(shop, { orderToken: token, email: "other@example.com" });
  expect((await mailsTo("other@example.com"))[0]?.text).toContain(`/orders/${token}`);

  // Whoever enters somebody else's address again and again fills their mailbox no further.
  for (let count = 0; count < 5; count += 1) await write(shop, { email: "A.N.N+shop@example.com" });
  await write(shop, { email: "victim@example.com", homepage: "http://spam.example" });
  expect(await mailsTo("A.N.N+shop@example.com")).toHaveLength(2);
  expect(await mailsTo("victim@example.com")).toEqual([]);
  expect(await numbersOf(shop, { show: "suspected" })).toHaveLength(1);
  expect(await countMessages(shop, { show: "open" })).toBe(9);
  expect(await messageAttention(shop, { examples: 2 })).toMatchObject({
    count: 9,
    examples: [{ number: "M-1", email: "ann@example.com" }, {}],
  });
  expect(await numbersOf(shop, { q: "m 1" })).toEqual([1]);
  expect(await numbersOf(shop, { q: "SPAM.example" })).toEqual([1]);
  expect(await numbersOf(shop, { q: `dt-${order.number}` })).toHaveLength(2);
  expect(await numbersOf(shop, { q: "%" })).toEqual([]);
  expect(await numbersOf(shop, { reason: "delivery" })).toEqual([]);
});

test("staff answer once, close and reopen, and see what the shop has of the customer", async () => {
  await using shop = await openTestShop();
  const record = await stockedVariant(shop, { onHand: 9 });
  const { orderId } = await buy(shop, { [record]: 1 });
  const order = await shop.db.order.findUniqueOrThrow({ where: { id: orderId } });
  const { checkoutId } = order;
  const email = (order.email ?? "").toUpperCase();
  await write(shop, { reason: "charged_without_order", email, orderText: "99999" });
  const found = await getMessage(shop, { number: 1 });
  expect(found).toMatchObject({
    ...{ number: "M-1", state: "open", order: null, confirmation: { state: "queued" }, answers: [] },
    checkouts: [
      {
        ...{ id: checkoutId, isOthers: false, order: { number: `DT-${order.number}`, isProvisional: true } },
        payments: [{ paymentIntentId: order.paymentIntentId }],
      },
    ],
  });
  // The checkout is synced from there, whether it has an order or not.
  const runId = randomUUID();
  await startSyncRun(shop, { requestId: runId, scope: { checkoutIds: [checkoutId] }, by });
  await runJobs(shop);
  expect((await getMessage(shop, { number: 1 })).checkouts[0]?.order).toMatchObject({ state: "confirmed" });
  await expect(
    startSyncRun(shop, { requestId: randomUUID(), scope: { checkoutIds: [randomUUID()] }, by }),
  ).rejects.toMatchObject({ code: "CHECKOUT_NOT_FOUND" });
  // Another one's order is shown to staff as that.
  await write(shop, { email: "stranger@example.com", orderText: `#${order.number}` });
  expect((await getMessage(shop, { number: 2 })).checkouts).toMatchObject([
    { id: checkoutId, isOthers: true },
  ]);

  const { id: messageId, version } = found;
  const answer = { messageId, version, requestId: randomUUID(), text: "It is there now.\n\nSorry!", by };
  await Promise.all([answerMessage(shop, answer), answerMessage(shop, answer)]);
  const mails = await shop.db.mail.findMany({ where: { kind: "message_answer" } });
  expect(mails).toMatchObject([{ recipient: email, subject: "Our answer to your message M-1" }]);
  expect(mails[0]?.text).toContain("It is there now.\n\nSorry!");
  await expect(answerMessage(shop, { ...answer, requestId: randomUUID() })).rejects.toMatchObject({
    code: "MESSAGE_CHANGED",
  });
  expect(await numbersOf(shop, { show: "answered" })).toEqual([1]);
  await closeMessage(shop, { messageId, version: 2, by });
  await closeMessage(shop, { messageId, version: 2, by }); // pressed twice
  await expect(reopenMessage(shop, { messageId, version: 2, by })).rejects.toMatchObject({
    code: "MESSAGE_CHANGED",
  });
  await reopenMessage(shop, { messageId, version: 3, by });
  expect(await getMessage(shop, { number: 1 })).toMatchObject({
    ...{ state: "open", closedBy: null },
    answers: [{ by: by.name, mail: { state: "queued" } }],
  });
  const audited = await shop.db.auditEntry.findMany({ where: { subject: "M-1" }, orderBy: { id: "asc" } });
  expect(audited.map(({ action }) => action)).toEqual(["message.answer", "message.close", "message.reopen"]);
  await expect(getMessage(shop, { number: 9 })).rejects.toMatchObject({ code: "MESSAGE_NOT_FOUND" });
  await expect(closeMessage(shop, { messageId: randomUUID(), version: 1, by })).rejects.toMatchObject({
    code: "MESSAGE_NOT_FOUND",
  });

  let csv = "";
  const filter = exportMessagesInput.parse({ show: "open" });
  for await (const page of await exportMessages(shop, { ...filter, by })) csv += page;
  expect(csv.split("\r\n")[0]).toMatch(/^\ufeffmessage,received_at,reason,state,email,order,/);
  expect(csv).toContain("charged_without_order");
  expect(await shop.db.auditEntry.count({ where: { action: "messages.export", subject: "messages" } })).toBe(
    1,
  );
});

test("customers who miss orders are a figure and, three within an hour, an alert that clears; messages go when they are old", async () => {
  await using shop = await openTestShop();
  const isAlerted = async () => {
    await checkAlerts(shop);
    return (await shop.db.alert.count({ where: { kind: "orders_missing", clearedAt: null } })) === 1;
  };
  const missing = (name: string, more: Written = {}) =>
    write(shop, { reason: "order_not_found", email: `${name}@example.com`, ...more });
  await missing("ann");
  await missing("a.n.n"); // the same mailbox
  await missing("bob");
  await missing("eve", { reason: "delivery" });
  await missing("bot", { homepage: "x" });
  expect(await isAlerted()).toBe(false);
  await missing("cat", { reason: "charged_without_order" });
  expect(await isAlerted()).toBe(true);
  await sampleHealth(shop);
  await sampleHealth(shop);
  const { figures } = await getHealth(shop, { range: "24h" });
  expect(figures.find(({ name }) => name === "orders_missing")).toMatchObject({ value: 4 });
  shop.clock.advance(61 * minuteMs);
  expect(await isAlerted()).toBe(false);

  shop.clock.advance(300 * dayMs);
  const { id: messageId, version } = await getMessage(shop, { number: 1 });
  await closeMessage(shop, { messageId, version, by });
  shop.clock.advance(70 * dayMs);
  expect(await removeOld(shop)).toMatchObject({ messages: 5 });
  expect(await shop.db.customerMessage.count()).toBe(1);
  expect(await shop.db.mail.count({ where: { kind: "message_received" } })).toBe(1);
});
