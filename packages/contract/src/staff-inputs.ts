import { day } from "./day.ts";
import { maxPageOfOrders } from "./limits.ts";
import { orderNumberPattern } from "./order-number.ts";
import {
  fulfilmentStates,
  orderPaymentStates,
  orderStates,
  paymentRisks,
  staffRefundReasons,
} from "./states.ts";
import { manyLines, oneLine, typedText } from "./text.ts";
import { z } from "./zod.ts";

/** Which orders staff want to see. Amounts are minor units of the shop's currency. */
const orderFilter = z.object({
  /** Words that all must fit: numbers, names, addresses, phones, goods, the ends of cards, beginnings of Stripe ids. */
  q: typedText.max(200).regex(oneLine).optional(),
  /** These alone: rows that a page shows already, or that were picked by hand. */
  ids: z.array(z.uuid()).max(maxPageOfOrders).optional(),
  states: z.array(z.enum(orderStates)).optional(),
  paymentStates: z.array(z.enum(orderPaymentStates)).optional(),
  fulfilmentStates: z.array(z.enum(fulfilmentStates)).optional(),
  /** Orders with any of these. */
  risks: z.array(z.enum(paymentRisks)).optional(),
  provisional: z.boolean().optional(),
  /** Only orders of which the customer's bank is deciding about the payment. */
  bank: z.boolean().optional(),
  /** Only orders that somebody should look at. */
  attention: z.boolean().optional(),
  from: day.optional(),
  to: day.optional(),
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

/** A table of all orders that fit, in this order. */
export const exportOrdersInput = orderFilter.extend({ sort: orderSort });
export type ExportOrders = z.output<typeof exportOrdersInput>;

export const watchOrdersInput = orderFilter.extend({
  /** `seenUntil` of the list: orders placed later are news. */
  since: z.iso.datetime(),
});
export type WatchOrders = z.output<typeof watchOrdersInput>;

export const orderByNumberInput = z.object({ number: z.string().regex(orderNumberPattern) });

const orderIdInput = z.object({ orderId: z.uuid() });
export const resendConfirmationInput = orderIdInput;

const staffNote = typedText.max(1_000).regex(manyLines, "The note has a character that can't be used");

export const refundOrderInput = orderIdInput.extend({
  /** Made once per dialog: sending it twice is one refund. */
  requestId: z.uuid(),
  amount: z.number().int().min(1),
  /** Which goods it is for; empty for an amount alone. */
  lines: z
    .array(z.object({ orderLineId: z.uuid(), quantity: z.number().int().min(1), restock: z.boolean() }))
    .max(100),
  reason: z.enum(staffRefundReasons),
  note: staffNote,
});

export const cancelOrderInput = orderIdInput.extend({
  requestId: z.uuid(),
  /** `fraudulent`: it is refunded and cancelled before a fraud warning becomes a dispute. */
  reason: z.enum(["order_cancelled", "fraudulent"]).default("order_cancelled"),
  note: staffNote,
});

export const addNoteInput = orderIdInput.extend({
  text: typedText
    .min(1, "The note is empty")
    .max(5_000, "The note is too long: at most 5000 characters")
    .regex(manyLines, "The note has a character that can't be used"),
});

export const listAuditInput = z.object({
  /** What it was done to: an order's number, a SKU, an address. */
  subject: typedText.max(320).regex(oneLine).optional(),
  /** Part of the name or address of who did it. */
  person: typedText.max(320).regex(oneLine).optional(),
  action: typedText.max(100).regex(oneLine).optional(),
  from: day.optional(),
  to: day.optional(),
  cursor: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional(),
  limit: z.number().int().min(1).max(100).default(50),
});
export type ListAudit = z.output<typeof listAuditInput>;
