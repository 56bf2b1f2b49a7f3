import type { SandboxContext, UnitOfWork } from "../../context/sandbox-context.ts";
import { assertChargeable, formatAmount, leastCharge } from "../../stripe/currencies.ts";
import { refusal } from "../../stripe/errors.ts";
import type { CheckoutSession, Coupon, LineItem } from "../../stripe/stripe-types.ts";
import { discountOf } from "../coupons/discount-of.ts";
import { findPlace, type Place } from "../tax/place.ts";
import { couponOf } from "./discounts.ts";
import {
  type Discounted,
  type LinePrivate,
  linePrivateOf,
  linesOf,
  type SessionPrivate,
} from "./get-session.ts";
import { subtotalOf } from "./line-subtotal.ts";
import { chosenRate } from "./shipping-options.ts";
import { taxOn } from "./tax-on.ts";

/**
 * Works out what a session costs now: lines, discount, shipping, tax, in this order. Stores the lines and the session.
 * Refuses a sum that cannot be charged; nothing to pay is fine.
 */
export function priceSession(
  work: UnitOfWork,
  session: CheckoutSession,
  hidden: SessionPrivate,
): CheckoutSession {
  const place = session.automatic_tax.enabled ? findPlace(hidden.taxAddress ?? {}) : null;
  const plain = linesOf(work, hidden).map((line) => ({ line, secret: linePrivateOf(work, line.id) }));
  const coupon = hidden.discount && couponOf(work, hidden.discount.discount);
  const off = coupon ? discountsOn(work, coupon, plain, session.currency ?? "") : plain.map(() => 0);
  const lines = plain.map(({ line, secret }, index) => {
    const priced = priceLine(work, session, line, secret, { off: off[index] ?? 0, place }, hidden.discount);
    work.store.update(priced.line, priced.secret);
    return priced.line;
  });
  const shipping = priceShipping(work, session, place);
  const sum = (pick: (line: LineItem) => number) => lines.reduce((total, line) => total + pick(line), 0);
  const discount = sum((line) => line.amount_discount);
  const priced: CheckoutSession = {
    ...session,
    amount_subtotal: sum((line) => line.amount_subtotal),
    amount_total: sum((line) => line.amount_total) + (shipping?.cost.amount_total ?? 0),
    automatic_tax: session.automatic_tax.enabled
      ? { ...session.automatic_tax, status: place ? "complete" : "requires_location_inputs" }
      : session.automatic_tax,
    shipping_cost: shipping?.cost ?? null,
    total_details: {
      amount_discount: discount,
      amount_shipping: shipping?.cost.amount_subtotal ?? 0,
      amount_tax: sum((line) => line.amount_tax) + (shipping?.cost.amount_tax ?? 0),
    },
  };
  assertPayable(priced);
  const secret: SessionPrivate = {
    ...hidden,
    discount: hidden.discount && { ...hidden.discount, amount: discount },
    shippingTaxes: shipping?.taxes ?? [],
  };
  work.store.update(priced, secret);
  return priced;
}

interface LineWithSecret {
  line: LineItem;
  secret: LinePrivate;
}

function discountsOn(
  context: SandboxContext,
  coupon: Coupon,
  lines: readonly LineWithSecret[],
  currency: string,
): number[] {
  const discountable = lines.map(({ line, secret }) => ({
    amount: subtotalOf(line, secret),
    product: secret.product,
  }));
  return discountOf(context, coupon, discountable, currency);
}

function priceLine(
  work: UnitOfWork,
  session: CheckoutSession,
  line: LineItem,
  secret: LinePrivate,
  { off, place }: { off: number; place: Place | null },
  discount: Discounted | null,
): LineWithSecret {
  const subtotal = subtotalOf(line, secret);
  const taxed = taxOn(
    work,
    session,
    { amount: subtotal - off, taxCode: secret.taxCode, taxBehavior: secret.unit.tax_behavior },
    place,
  );
  return {
    line: {
      ...line,
      amount_discount: off,
      amount_subtotal: subtotal,
      amount_tax: taxed.amount,
      amount_total: subtotal - off + taxed.onTop,
    },
    secret: {
      ...secret,
      discounts: discount && off > 0 ? [{ amount: off, discount: discount.discount }] : [],
      taxes: taxed.taxes,
    },
  };
}

function priceShipping(work: UnitOfWork, session: CheckoutSession, place: Place | null) {
  const rate = chosenRate(work, session);
  if (!rate) return null;
  const { amount, taxCode, taxBehavior } = rate;
  const taxed = taxOn(work, session, { amount, taxCode, taxBehavior }, place);
  return {
    cost: {
      amount_subtotal: amount,
      amount_tax: taxed.amount,
      amount_total: amount + taxed.onTop,
      shipping_rate: rate.id,
    },
    taxes: taxed.taxes,
  };
}

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
