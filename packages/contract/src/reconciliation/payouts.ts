import { day } from "../day.ts";
import { searchText } from "../text/search-text.ts";
import { z } from "../zod.ts";
import { payoutStates } from "./payout-states.ts";

const payoutFilter = z.object({
  state: z.enum(payoutStates).optional(),
  /** Only those that differ from what they consist of, or have failed. */
  wrong: z.boolean().optional(),
  currency: z
    .string()
    .regex(/^[a-z]{3}$/)
    .optional(),
  /** Days, in UTC as Stripe has them, on which the bank has the money. */
  from: day.optional(),
  to: day.optional(),
  /** The whole id of a payout, a payment, a refund or a dispute. */
  q: searchText.optional(),
});
export type PayoutFilter = z.output<typeof payoutFilter>;

export const listPayoutsInput = payoutFilter.extend({
  /** `nextCursor` of the page before. */
  cursor: z.string().max(100).optional(),
  limit: z.number().int().min(1).max(100).default(50),
});
export type ListPayouts = z.output<typeof listPayoutsInput>;

export const countPayoutsInput = payoutFilter;

/** A CSV file of all that match, newest first. */
export const exportPayoutsInput = payoutFilter;

export const payoutInput = z.object({
  payoutId: z.string().regex(/^po_\w{1,250}$/),
});

export const listPayoutTransactionsInput = payoutInput.extend({
  cursor: z.string().max(300).optional(),
  limit: z.number().int().min(1).max(100).default(50),
});
export type ListPayoutTransactions = z.output<typeof listPayoutTransactionsInput>;

export const orderBalanceInput = z.object({ number: z.string().max(30) });

export const payoutFiguresInput = z.object({ days: z.union([z.literal(7), z.literal(30), z.literal(90)]) });
