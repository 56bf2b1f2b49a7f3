import { assertChargeable, formatAmount, leastCharge } from "../currencies.ts";
import { refusal } from "../http/errors.ts";
import type { CheckoutSession, LineItem } from "../stripe-types.ts";
import type { Work } from "../world.ts";

/** Adds up what the session's lines cost, and stores them. The caller stores the session. */
export function priceSession(
  work: Work,
  session: CheckoutSession,
  lines: readonly LineItem[],
): CheckoutSession {
  for (const line of lines) work.store.update(line);
  const sum = (pick: (line: LineItem) => number) => lines.reduce((total, line) => total + pick(line), 0);
  const priced: CheckoutSession = {
    ...session,
    amount_subtotal: sum((line) => line.amount_subtotal),
    amount_total: sum((line) => line.amount_total),
    total_details: {
      amount_discount: sum((line) => line.amount_discount),
      amount_shipping: 0,
      amount_tax: sum((line) => line.amount_tax),
    },
  };
  assertPayable(priced);
  return priced;
}

/** Nothing to pay is fine; a sum below the smallest charge is not. */
function assertPayable({ amount_total, currency }: CheckoutSession): void {
  if (!amount_total || !currency) return;
  const least = leastCharge(currency);
  if (amount_total < least)
    throw refusal(
      `The Checkout Session's total amount due must add up to at least ${formatAmount(least, currency)} ${currency}`,
      { code: "amount_too_small" },
    );
  assertChargeable(amount_total, currency, "line_items");
}
