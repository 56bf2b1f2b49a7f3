import { randomUUID } from "node:crypto";
import { draftOrderSchema } from "@dualtrack/contract";
import {
  manager as by,
  clientIp,
  contact,
  openPayment,
  shippingAddress,
  type TestShop,
} from "@dualtrack/testkit";
import { expect } from "vitest";
import { openPaymentLink } from "../../checkout/open-payment-link.ts";
import { createDraftOrder } from "../save-draft-order.ts";
import { sendDraftOrder } from "../send-draft-order.ts";
import { getDraftOrder } from "../staff-queries.ts";

export const hourMs = 60 * 60_000;
export const dayMs = 24 * hourMs;
export const cartToken = "the cookie of whoever has the link";

type Fields = Parameters<typeof draftOrderSchema.parse>[0] & object;

/** What staff have written for a customer on the phone. */
export const written = (items: Record<string, number>, fields: Fields = {}) =>
  draftOrderSchema.parse({
    currency: "eur",
    lines: Object.entries(items).map(([variantId, quantity]) => ({ variantId, quantity })),
    email: contact.email,
    name: contact.name,
    holdMinutes: 3 * 24 * 60,
    shippingAddress,
    ...fields,
  });

export async function drafted(
  shop: TestShop,
  items: Record<string, number>,
  fields: Fields = {},
): Promise<string> {
  const draftOrderId = randomUUID();
  await createDraftOrder(shop, { draftOrderId, draft: written(items, fields), by });
  return draftOrderId;
}

export const send = (shop: TestShop, draftOrderId: string, version = 1) =>
  sendDraftOrder(shop, { draftOrderId, version, by });

export const tokenOf = async (shop: TestShop, draftOrderId: string) => {
  const { link } = await getDraftOrder(shop, { draftOrderId });
  return link?.split("/pay/")[1] ?? "";
};

/** A draft order that was sent, and its link. */
export async function sent(shop: TestShop, items: Record<string, number>, fields: Fields = {}) {
  const draftOrderId = await drafted(shop, items, fields);
  await send(shop, draftOrderId);
  const linkToken = await tokenOf(shop, draftOrderId);
  return { draftOrderId, linkToken, ...(await openPaymentLink(shop, { linkToken })) };
}

/** Presses Pay at the link. */
export async function press(
  shop: TestShop,
  { linkToken, id }: { linkToken: string; id: string },
  quoteNumber = 1,
) {
  const { payment } = await openPayment(shop, {
    ...{ checkoutId: id, cartToken, linkToken, quoteNumber, contact, shippingAddress, clientIp },
  });
  return payment;
}

export const stateOf = async (shop: TestShop, draftOrderId: string) =>
  (await getDraftOrder(shop, { draftOrderId })).state;

export const refusal = (code: string, details: object = {}) =>
  expect.objectContaining({ code, details: expect.objectContaining(details) });

/** Time passes here and at Stripe. */
export async function pass(shop: TestShop, ms: number) {
  shop.clock.advance(ms);
  await shop.outside.advance(ms);
}

/** The clock runs: times are compared to the minute. */
export const expectAbout = (at: string | Date | undefined, wanted: number) =>
  expect(Math.abs(new Date(at ?? 0).getTime() - wanted)).toBeLessThan(60_000);
