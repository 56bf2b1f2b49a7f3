import { randomUUID } from "node:crypto";
import {
  cancelDraftOrder,
  createDraftOrder,
  extendDraftOrder,
  getDraftOrder,
  placeOrder,
  renewPaymentLink,
  sendDraftOrder,
  updateDraftOrder,
} from "@dualtrack/commerce";
import { draftOrderSchema } from "@dualtrack/contract";
import {
  manager as by,
  clientIp,
  contact,
  openPayment,
  payAtStripe,
  shippingAddress,
  stockedVariant,
} from "@dualtrack/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestServer, subscribe, type TestServer } from "../testing/open-test-server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
});
afterAll(() => server[Symbol.asyncDispose]());

interface Message {
  target: { checkoutId: string; expiresAt: string } | null;
}

test("whoever has a payment link open hears that it was prolonged, changed, called off and replaced", async () => {
  const { shop } = server;
  const variantId = await stockedVariant(shop, { onHand: 5 });
  const draft = (quantity: number) =>
    draftOrderSchema.parse({ currency: "eur", lines: [{ variantId, quantity }], holdMinutes: 60 });
  const draftOrderId = randomUUID();
  const of = { draftOrderId, by };
  await createDraftOrder(shop, { ...of, draft: draft(1) });
  await sendDraftOrder(shop, { ...of, version: 1 });
  const read = () => getDraftOrder(shop, { draftOrderId });
  const linkToken = (await read()).link?.split("/pay/")[1] ?? "";
  const messages = subscribe(server.url, "checkout.watchLink", { linkToken });
  const next = async () => ((await messages.next()).value as Message).target;

  const first = await next();
  expect(first).toEqual({ checkoutId: (await read()).checkoutId, expiresAt: (await read()).heldUntil });
  const until = new Date(shop.clock.now().getTime() + 2 * 60 * 60_000).toISOString();
  await extendDraftOrder(shop, { ...of, until });
  expect(await next()).toEqual({ ...first, expiresAt: until });
  await updateDraftOrder(shop, { ...of, version: 2, draft: draft(2) });
  const changed = await next();
  expect(changed?.checkoutId).not.toBe(first?.checkoutId);
  await cancelDraftOrder(shop, { ...of, reason: "Called off" });
  expect(await next()).toBeNull();
  await sendDraftOrder(shop, { ...of, version: 3 });
  await renewPaymentLink(shop, { ...of, linkNumber: 1, isMailed: false });
  expect(await next()).toBeNull();
  await messages.return(undefined);
  const forged = subscribe(server.url, "checkout.watchLink", { linkToken: `${linkToken}x` });
  await expect(forged.next()).resolves.toMatchObject({ done: true });
});

test("whoever has a payment link open hears that it was paid elsewhere", async () => {
  const { shop } = server;
  const variantId = await stockedVariant(shop, { onHand: 2 });
  const draftOrderId = randomUUID();
  const draft = draftOrderSchema.parse({
    ...{ currency: "eur", lines: [{ variantId, quantity: 1 }], holdMinutes: 60 },
    ...{ email: contact.email, name: contact.name, shippingAddress },
  });
  await createDraftOrder(shop, { draftOrderId, by, draft });
  await sendDraftOrder(shop, { draftOrderId, by, version: 1 });
  const { link, checkoutId } = await getDraftOrder(shop, { draftOrderId });
  const linkToken = link?.split("/pay/")[1] ?? "";
  const messages = subscribe(server.url, "checkout.watchLink", { linkToken });
  const next = async () => ((await messages.next()).value as Message).target;
  expect(await next()).toMatchObject({ checkoutId });
  const { payment } = await openPayment(shop, {
    ...{ checkoutId: checkoutId ?? "", cartToken: "another device", linkToken, quoteNumber: 1 },
    ...{ contact, shippingAddress, clientIp },
  });
  await payAtStripe(shop, payment.paymentIntentId);
  await placeOrder(shop, payment);
  expect(await next()).toBeNull();
  await messages.return(undefined);
});
