import { newId } from "../../core/ids.ts";
import { badParam, notCovered, refusal } from "../../stripe/errors.ts";
import type { PaymentIntent, Stripe } from "../../stripe/stripe-types.ts";
import type { IntentPrivate } from "../intents/intent.ts";

type AmountDetailsParams = Stripe.PaymentIntentCreateParams.AmountDetails | "" | null | undefined;
type Shown = NonNullable<PaymentIntent["amount_details"]>;
type LineItem = Stripe.PaymentIntentAmountDetailsLineItem;

const MAX_LINES = 200;

/**
 * Of what the amount is made up, as card networks want to know it. Together with the line items it must add up.
 * https://docs.stripe.com/payments/payment-line-items
 */
export function applyAmountDetails(intent: PaymentIntent, given: AmountDetailsParams): PaymentIntent {
  if (given === undefined) return intent;
  const none: Shown = { tip: {} };
  if (!given) return { ...intent, amount_details: none };
  const { line_items: lines, enforce_arithmetic_validation: enforced = true } = given;
  checkLines(lines || [], given);
  const { discount_amount, shipping, tax, error: _, ...rest } = { ...none, ...intent.amount_details };
  const discount = given.discount_amount === undefined ? discount_amount : given.discount_amount || undefined;
  const toShip = given.shipping === undefined ? shipping : given.shipping || undefined;
  const taxed = given.tax === undefined ? tax : given.tax || undefined;
  const shown = {
    ...rest,
    ...(discount ? { discount_amount: discount } : {}),
    ...(toShip ? { shipping: shippingOf(toShip) } : {}),
    ...(taxed ? { tax: { total_tax_amount: taxed.total_tax_amount ?? null } } : {}),
  };
  const error = errorIn(intent.amount, shown, lines || []);
  if (error && enforced) throw refusal(error.message, { code: error.code, param: "amount_details" });
  return { ...intent, amount_details: error ? { ...shown, error } : shown };
}

/** The intent's private facts with the line items given; they are shown only to who asks for them. */
export function keepLineItems(hidden: IntentPrivate | undefined, given: AmountDetailsParams): IntentPrivate {
  const { lineItems: _, ...rest } = hidden ?? {};
  if (!given) return given === undefined ? { ...hidden } : rest;
  if (given.line_items === undefined) return { ...hidden };
  return { ...rest, lineItems: (given.line_items || []).map(lineOf) };
}

function lineOf(line: Stripe.PaymentIntentCreateParams.AmountDetails.LineItem): LineItem {
  return {
    id: newId("uli"),
    object: "payment_intent_amount_details_line_item",
    discount_amount: line.discount_amount ?? null,
    payment_method_options: null,
    product_code: line.product_code ?? null,
    product_name: line.product_name,
    quantity: line.quantity,
    tax: line.tax ?? null,
    unit_cost: line.unit_cost,
    unit_of_measure: line.unit_of_measure ?? null,
  };
}

function shippingOf(shipping: object): Shown["shipping"] {
  return { amount: null, from_postal_code: null, to_postal_code: null, ...shipping };
}

type Lines = readonly Stripe.PaymentIntentCreateParams.AmountDetails.LineItem[];

function checkLines(
  lines: Lines,
  { discount_amount, tax }: NonNullable<Exclude<AmountDetailsParams, "">>,
): void {
  const all = "amount_details[line_items]";
  if (lines.length > MAX_LINES) throw badParam(all, `There is a maximum of ${MAX_LINES} line items.`);
  for (const [index, line] of lines.entries()) {
    const at = `${all}[${index}]`;
    if (line.payment_method_options) throw notCovered(`the parameter '${at}[payment_method_options]'`);
    assertAtLeast(1, line.quantity, `${at}[quantity]`);
    assertAtLeast(0, line.unit_cost, `${at}[unit_cost]`);
    assertAtMost(1024, line.product_name, `${at}[product_name]`);
    assertAtMost(12, line.product_code, `${at}[product_code]`);
    assertAtMost(12, line.unit_of_measure, `${at}[unit_of_measure]`);
    if (discount_amount && line.discount_amount)
      throw exclusive(`${at}[discount_amount]`, "amount_details[discount_amount]");
    if (tax && line.tax)
      throw exclusive(`${at}[tax][total_tax_amount]`, "amount_details[tax][total_tax_amount]");
  }
}

function assertAtLeast(least: number, value: number, param: string): void {
  if (value < least)
    throw badParam(
      param,
      `This value must be greater than or equal to ${least}.`,
      "parameter_invalid_integer",
    );
}

function assertAtMost(most: number, text: string | undefined, param: string): void {
  if (text && text.length > most)
    throw badParam(param, `Invalid string: it may have at most ${most} characters.`);
}

function exclusive(one: string, other: string) {
  return badParam(
    one,
    `You may only specify one of these parameters: ${one}, ${other}.`,
    "parameters_exclusive",
  );
}

function errorIn(amount: number, { discount_amount: discount = 0, shipping, tax }: Shown, lines: Lines) {
  const taxAndShipping = (tax?.total_tax_amount ?? 0) + (shipping?.amount ?? 0);
  if (lines.length === 0)
    return taxAndShipping > amount
      ? {
          code: "amount_details_tax_shipping_discount_greater_than_amount" as const,
          message: `The tax and shipping in amount_details (${taxAndShipping}) are greater than the amount (${amount}).`,
        }
      : null;
  const sum = lines.reduce(
    (total, line) =>
      total +
      line.unit_cost * line.quantity -
      (line.discount_amount ?? 0) +
      (line.tax?.total_tax_amount ?? 0),
    taxAndShipping - discount,
  );
  return sum === amount
    ? null
    : {
        code: "amount_details_amount_mismatch" as const,
        message: `The line items, tax, shipping and discount in amount_details add up to ${sum}, not to the amount of ${amount}.`,
      };
}
