import type { UnitOfWork } from "../../context/sandbox-context.ts";
import { badParam } from "../../stripe/errors.ts";
import type { CheckoutSession, LineItem } from "../../stripe/stripe-types.ts";
import { updatePaymentIntent } from "../payment-intents/update-payment-intent.ts";
import type { TaxAddress } from "../tax/place.ts";
import { keepDiscount, typeCode } from "./discounts.ts";
import { linesOf, privateOf, type SessionPrivate } from "./get-session.ts";
import { openSession } from "./open-session.ts";
import { priceSession } from "./price-session.ts";
import { chooseRate } from "./shipping-options.ts";

/** What the customer may change about the order. What is left out stays. */
export interface Choices {
  /** By the id of the line; 0 takes it away. */
  quantities?: Record<string, number>;
  shipping_rate?: string;
  /** As it is typed; null or nothing in it takes the discount back. */
  promotion_code?: string | null;
  /** Where tax is worked out for. */
  tax_address?: TaxAddress;
}

/** The customer changes the order on the page; the sums follow. A challenge that waits for the old sum is dropped. */
export function changeSession(work: UnitOfWork, id: string, choices: Choices): CheckoutSession {
  const before = openSession(work, id);
  let session = before;
  let hidden = privateOf(work, id);
  if (choices.quantities) hidden = withQuantities(work, hidden, choices.quantities);
  if (choices.shipping_rate !== undefined) session = chooseRate(session, choices.shipping_rate);
  if (choices.tax_address && session.automatic_tax.enabled)
    hidden = { ...hidden, taxAddress: choices.tax_address };
  ({ session, hidden } =
    choices.promotion_code === undefined
      ? keepDiscount(work, { session, hidden })
      : typeCode(work, { session, hidden }, choices.promotion_code));
  const priced = priceSession(work, session, hidden);
  const isOther = priced.amount_total !== before.amount_total;
  if (isOther && priced.payment_intent && priced.amount_total)
    updatePaymentIntent(work, priced.payment_intent, { amount: priced.amount_total });
  return priced;
}

function withQuantities(
  work: UnitOfWork,
  hidden: SessionPrivate,
  wanted: Record<string, number>,
): SessionPrivate {
  const lines = linesOf(work, hidden);
  for (const [id, quantity] of Object.entries(wanted)) {
    const line = lines.find((one) => one.id === id);
    const param = `quantities[${id}]`;
    if (!line) throw badParam(param, `This Checkout Session has no line ${id}.`);
    assertAdjustable(line, quantity, param);
    const changed: LineItem = { ...line, quantity };
    work.store.update(changed);
  }
  const kept = lines.filter(({ id }) => wanted[id] !== 0).map(({ id }) => id);
  if (kept.length === 0)
    throw badParam("quantities", "At least one item has to stay. To buy nothing, go back to the shop.");
  return { ...hidden, lines: kept };
}

function assertAdjustable({ adjustable_quantity: limits }: LineItem, quantity: number, param: string): void {
  if (!limits?.enabled) throw badParam(param, "The quantity of this item cannot be changed.");
  const { minimum, maximum } = limits;
  if (quantity < (minimum ?? 0) || quantity > (maximum ?? 99))
    throw badParam(param, `The quantity must be from ${minimum} to ${maximum}.`);
}
