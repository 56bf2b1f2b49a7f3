import { amountStep, formatMoney } from "@dualtrack/contract";
import { lineTitle } from "../line-title.ts";
import { timeText } from "../notifications/mail-times.ts";

/** What one row of Stripe's page says. The unit amounts times the quantities are what is paid. */
export interface CheckoutItem {
  name: string;
  /** Null: there is nothing to add. */
  description: string | null;
  /** Minor units of the session's currency. */
  unitAmount: number;
  quantity: number;
}

/** A quote as far as Stripe's page shows it. Minor units. */
export interface ItemisedQuote {
  currency: string;
  /** The shop's. */
  timeZone: string;
  lines: readonly {
    productTitle: string;
    variantTitle: string;
    /** When a bookable service begins; null for everything else. */
    startsAt: Date | null;
    quantity: number;
    /** Of one unit, before anything is taken off. */
    unitAmount: number;
    /** What is taken off all units. */
    discountAmount: number;
  }[];
  shippingAmount: number;
  /** Null: there was no choice. */
  shippingName: string | null;
  /** What is added to the prices; 0 where they contain it. */
  taxOnTop: number;
  totalAmount: number;
}

/**
 * The most rows of a session.
 * @see https://docs.stripe.com/api/checkout/sessions/create
 */
const maxItems = 100;

/**
 * A quote as rows that add up to its total, without any sum that Stripe computes: each line with what is paid for it, shipping, and
 * tax that is added on top. A line whose discount leaves no whole price of a unit is one row for all of its units. Rows that Stripe's
 * page has no room for are one.
 */
export function checkoutItems(quote: ItemisedQuote): CheckoutItem[] {
  const { shippingAmount, shippingName, taxOnTop, totalAmount } = quote;
  const extra = [
    ...(shippingAmount > 0
      ? [single(shippingName === null ? "Shipping" : `Shipping: ${shippingName}`, shippingAmount)]
      : []),
    ...(taxOnTop > 0 ? [single("Tax", taxOnTop)] : []),
  ];
  const lines = quote.lines.map((line) => lineItem(line, quote));
  const items = [...withRoomFor(extra.length, lines), ...extra];
  const sum = sumOf(items);
  if (sum !== totalAmount)
    throw new Error(`The rows of Stripe's page add up to ${sum} instead of ${totalAmount}`);
  return items;
}

function lineItem(line: ItemisedQuote["lines"][number], { currency, timeZone }: ItemisedQuote): CheckoutItem {
  const { quantity, unitAmount, discountAmount, startsAt } = line;
  const title = lineTitle(line.productTitle, line.variantTitle);
  const paid = unitAmount * quantity - discountAmount;
  const details = [
    ...(startsAt === null ? [] : [timeText(startsAt, timeZone)]),
    ...(discountAmount === 0 ? [] : [`${formatMoney({ amount: discountAmount, currency })} taken off`]),
  ];
  const description = details.length === 0 ? null : details.join(". ");
  if (paid % (quantity * amountStep(currency)) === 0)
    return { name: title, description, unitAmount: paid / quantity, quantity };
  return { ...single(`${quantity} × ${title}`, paid), description };
}

function withRoomFor(extra: number, lines: CheckoutItem[]): CheckoutItem[] {
  if (lines.length + extra <= maxItems) return lines;
  const shown = lines.slice(0, maxItems - extra - 1);
  const rest = lines.slice(shown.length);
  return [...shown, single(`${rest.length} more articles`, sumOf(rest))];
}

function single(name: string, unitAmount: number): CheckoutItem {
  return { name, description: null, unitAmount, quantity: 1 };
}

function sumOf(items: readonly CheckoutItem[]): number {
  return items.reduce((sum, { unitAmount, quantity }) => sum + unitAmount * quantity, 0);
}
