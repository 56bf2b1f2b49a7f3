import { randomUUID } from "node:crypto";
import {
  cancelDraftOrder,
  createDraftOrder,
  extendDraftOrder,
  getDraftOrder,
  renewPaymentLink,
  sendDraftOrder,
  updateDraftOrder,
} from "@dualtrack/commerce";
import { draftOrderSchema } from "@dualtrack/contract";
import { manager as by, stockedVariant, test } from "@dualtrack/testkit";
import { expect } from "vitest";
import { linkChangesFrom } from "./link-changes.ts";

test("whoever has a payment link open hears that it was prolonged, changed, called off and replaced", async ({
  shop,
}) => {
  const variantId = await stockedVariant(shop, { onHand: 5 });
  const draft = (quantity: number) =>
    draftOrderSchema.parse({ currency: "eur", lines: [{ variantId, quantity }], holdMinutes: 60 });
  const draftOrderId = randomUUID();
  const of = { draftOrderId, by };
  await createDraftOrder(shop, { ...of, draft: draft(1) });
  await sendDraftOrder(shop, { ...of, version: 1 });
  const read = () => getDraftOrder(shop, { draftOrderId });
  const linkToken = (await read()).link?.split("/pay/")[1] ?? "";
  const left = new AbortController();
  const messages = linkChangesFrom(shop, { linkToken }, left.signal);
  const next = async () => (await messages.next()).value?.target;

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
  left.abort();
  expect(await messages.next()).toEqual({ value: undefined, done: true });

  const forged = linkChangesFrom(shop, { linkToken: `${linkToken}x` }, undefined);
  await expect(forged.next()).rejects.toMatchObject({ code: "PAYMENT_LINK_NOT_FOUND" });
});
