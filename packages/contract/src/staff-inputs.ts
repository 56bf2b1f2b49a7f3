import { z } from "zod";
import { fulfilmentStates, orderPaymentStates, orderStates, staffRefundReasons } from "./states.ts";

/** A calendar day in UTC. */
const day = z.iso.date();

/** Which orders staff want to see, and in which order. Amounts are minor units of the shop's currency. */
export const listOrdersInput = z.object({
  /** Finds numbers, e-mail addresses, names, Stripe ids and product titles. */
  q: z.string().trim().max(200).optional(),
  states: z.array(z.enum(orderStates)).optional(),
  paymentStates: z.array(z.enum(orderPaymentStates)).optional(),
  fulfilmentStates: z.array(z.enum(fulfilmentStates)).optional(),
  provisional: z.boolean().optional(),
  /** Only orders that somebody should look at. */
  attention: z.boolean().optional(),
  from: day.optional(),
  to: day.optional(),
  minTotal: z.number().int().min(0).optional(),
  maxTotal: z.number().int().min(0).optional(),
  sort: z.enum(["newest", "oldest", "highest", "lowest"]).default("newest"),
  /** `nextCursor` of the page before. */
  cursor: z.string().max(100).optional(),
  limit: z.number().int().min(1).max(100).default(50),
});
export type ListOrders = z.output<typeof listOrdersInput>;

export const orderByNumberInput = z.object({ number: z.string().regex(/^DT-\d{1,9}$/) });

const orderIdInput = z.object({ orderId: z.uuid() });
export const resendConfirmationInput = orderIdInput;

export const refundOrderInput = orderIdInput.extend({
  /** Made once per dialog: sending it twice is one refund. */
  requestId: z.uuid(),
  amount: z.number().int().min(1),
  /** Which goods it is for; empty for an amount alone. */
  lines: z
    .array(z.object({ orderLineId: z.uuid(), quantity: z.number().int().min(1), restock: z.boolean() }))
    .max(100),
  reason: z.enum(staffRefundReasons),
  note: z.string().trim().max(1_000),
});

export const cancelOrderInput = orderIdInput.extend({
  requestId: z.uuid(),
  note: z.string().trim().max(1_000),
});

export const addNoteInput = orderIdInput.extend({
  text: z
    .string()
    .trim()
    .min(1, "The note is empty")
    .max(5_000, "The note is too long: at most 5000 characters"),
});

export const listAuditInput = z.object({
  subject: z.string().max(100).optional(),
  cursor: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional(),
  limit: z.number().int().min(1).max(100).default(50),
});
