import type { Prisma } from "@dualtrack/db";
import { goodsFields } from "../cart/queries.ts";
import { quoteFields } from "../quotes/quote-fields.ts";

/** A draft order with what is known of its goods and of the checkout that reserves them. */
export const draftOrderRow = {
  id: true,
  number: true,
  version: true,
  checkoutId: true,
  currency: true,
  email: true,
  name: true,
  phone: true,
  shippingAddress: true,
  billingName: true,
  billingAddress: true,
  companyName: true,
  vatId: true,
  shippingMethodId: true,
  discountCodes: true,
  discountBps: true,
  discountAmount: true,
  discountReason: true,
  message: true,
  holdMinutes: true,
  linkNumber: true,
  sentAt: true,
  sentBy: true,
  createdBy: true,
  createdAt: true,
  openedAt: true,
  changedAt: true,
  cancelledAt: true,
  lines: { orderBy: { position: "asc" }, select: goodsFields },
  checkout: {
    select: {
      id: true,
      state: true,
      ownerHash: true,
      shippingAddress: true,
      expiresAt: true,
      endedBy: true,
      endedReason: true,
      quoteNumber: true,
      quote: { select: quoteFields },
      order: { select: { number: true, state: true, placedAt: true } },
      lines: {
        orderBy: { position: "asc" },
        select: {
          ...{ variantId: true, startsAt: true, quantity: true, unitAmount: true, amount: true },
          ...{ productTitle: true, variantTitle: true },
        },
      },
    },
  },
} as const satisfies Prisma.DraftOrderSelect;

export type StoredDraftOrder = Prisma.DraftOrderGetPayload<{ select: typeof draftOrderRow }>;
