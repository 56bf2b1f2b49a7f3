import { searchText } from "../text/search-text.ts";
import { oneLine, typedText } from "../text/typed-text.ts";
import { z } from "../zod.ts";
import { declinePeriods } from "./decline-periods.ts";

const line = (max: number) => typedText.min(1).max(max).regex(oneLine);

export const declineFiguresInput = z.object({ period: z.enum(declinePeriods) });

/** Filter for declined payments. */
const declineFilter = declineFiguresInput.extend({
  /** Part of a name or e-mail address, a card's last four digits, an order's number, or one of Stripe's ids. */
  q: searchText.optional(),
  /** Stripe's decline code, or its error code if there is none. */
  reason: line(100).optional(),
  /** The IP address of the browser that submitted the payment. */
  address: line(100).optional(),
  /** Stripe's fingerprint of a card or bank account. */
  fingerprint: line(100).optional(),
  email: line(320).optional(),
});
export type DeclineFilter = z.output<typeof declineFilter>;

export const listDeclinesInput = declineFilter.extend({
  /** `nextCursor` of the page before. */
  cursor: z.string().max(600).optional(),
  limit: z.number().int().min(1).max(100).default(50),
});
export type ListDeclines = z.output<typeof listDeclinesInput>;

export const countDeclinesInput = declineFilter;

/** A CSV file of all declined payments that match, newest first. */
export const exportDeclinesInput = declineFilter;
