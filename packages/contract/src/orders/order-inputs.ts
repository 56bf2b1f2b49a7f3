import { day, instant } from "../day.ts";
import { fulfilmentStates } from "../fulfilment/fulfilment-states.ts";
import { paymentRisks } from "../payments/payment-risks.ts";
import { maxDownloads, maxExtraDownloads } from "../products/file-limits.ts";
import { searchText } from "../text/search-text.ts";
import { staffNote } from "../text/staff-note.ts";
import { manyLines, typedText } from "../text/typed-text.ts";
import { z } from "../zod.ts";
import { maxPageOfOrders } from "./order-limits.ts";
import { orderNumberPattern } from "./order-number.ts";
import { orderPaymentStates, orderStates } from "./order-states.ts";

/** Filter for orders. Amounts are minor units of the shop's currency. */
const orderFilter = z.object({
  /** Terms that must all match: order numbers, names, addresses, phones, products, last digits of cards, prefixes of Stripe ids. */
  q: searchText.optional(),
  /** Only these orders: those that a page shows already, or a selection. */
  ids: z.array(z.uuid()).max(maxPageOfOrders).optional(),
  states: z.array(z.enum(orderStates)).optional(),
  paymentStates: z.array(z.enum(orderPaymentStates)).optional(),
  fulfilmentStates: z.array(z.enum(fulfilmentStates)).optional(),
  /** Orders with any of these risks. */
  risks: z.array(z.enum(paymentRisks)).optional(),
  provisional: z.boolean().optional(),
  /** Only orders whose payment the customer's bank has not decided yet. */
  bank: z.boolean().optional(),
  /** Only orders that need attention. */
  attention: z.boolean().optional(),
  from: day.optional(),
  to: day.optional(),
  /** Only orders with booked time that begins on these days; what was cancelled is not booked any more. */
  bookedFrom: day.optional(),
  bookedTo: day.optional(),
  minTotal: z.int32().min(0).optional(),
  maxTotal: z.int32().min(0).optional(),
});
export type OrderFilter = z.output<typeof orderFilter>;

const orderSort = z.enum(["newest", "oldest", "highest", "lowest"]).default("newest");
export type OrderSort = z.output<typeof orderSort>;

export const listOrdersInput = orderFilter.extend({
  sort: orderSort,
  /** `nextCursor` of the page before. */
  cursor: z.string().max(100).optional(),
  limit: z.number().int().min(1).max(maxPageOfOrders).default(50),
});
export type ListOrders = z.output<typeof listOrdersInput>;

export const countOrdersInput = orderFilter;

/** A CSV file of all orders that match, in this order. */
export const exportOrdersInput = orderFilter.extend({ sort: orderSort });
export type ExportOrders = z.output<typeof exportOrdersInput>;

export const watchOrdersInput = orderFilter.extend({
  /** `seenUntil` of the list: orders placed later count as new. */
  since: instant,
});
export type WatchOrders = z.output<typeof watchOrdersInput>;

export const orderByNumberInput = z.object({ number: z.string().regex(orderNumberPattern) });

const orderIdInput = z.object({ orderId: z.uuid() });
export const resendConfirmationInput = orderIdInput;

const moreDownloads = `A whole number from 1 to ${maxDownloads}`;
export const renewDownloadsInput = orderIdInput.extend({
  /** The further downloads that the page has shown: pressing twice allows them once. */
  seen: z.number().int().min(0).max(maxExtraDownloads),
  more: z.number(moreDownloads).int(moreDownloads).min(1, moreDownloads).max(maxDownloads, moreDownloads),
  note: staffNote,
});
/** Revokes the downloads of an order, or allows them again. */
export const revokeDownloadsInput = orderIdInput.extend({ note: staffNote });

export const cancelOrderInput = orderIdInput.extend({
  requestId: z.uuid(),
  /** `fraudulent`: the order is refunded and cancelled before a fraud warning becomes a dispute. */
  reason: z.enum(["order_cancelled", "fraudulent"]).default("order_cancelled"),
  note: staffNote,
});

export const captureOrderInput = orderIdInput;

export const addNoteInput = orderIdInput.extend({
  text: typedText
    .min(1, "The note is empty")
    .max(5_000, "The note is too long: at most 5000 characters")
    .regex(manyLines, "The note has a character that can't be used"),
});
