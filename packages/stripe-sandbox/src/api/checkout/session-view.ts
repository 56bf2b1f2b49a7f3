import type { SandboxContext } from "../../context/sandbox-context.ts";
import type { CheckoutSession, LineItem } from "../../stripe/stripe-types.ts";
import { getSession, linesOf, privateOf } from "./get-session.ts";

/** A page with more would be a list to search. */
const MOST_SAVED = 10;

/** What the hosted page shows and asks for. Amounts in minor units. */
export type SessionView = ReturnType<typeof viewOf>;

/** What somebody who has the page's address may know of a session. */
export function viewOf(context: SandboxContext, id: string) {
  const session = getSession(context, id);
  const hidden = privateOf(context, id);
  const lines = linesOf(context, hidden);
  return {
    id,
    status: session.status,
    payment_status: session.payment_status,
    currency: session.currency,
    expires_at: session.expires_at,
    lines: lines.map((line) => lineView(context, line)),
    shipping_options: session.shipping_options.map((option) => rateView(context, session, option)),
    promotion_code: codeView(context, session),
    tax: session.automatic_tax.enabled
      ? { status: session.automatic_tax.status, inclusive: isTaxInside(session) }
      : null,
    totals: {
      subtotal: session.amount_subtotal,
      discount: session.total_details?.amount_discount ?? 0,
      shipping: session.total_details?.amount_shipping ?? 0,
      tax: session.total_details?.amount_tax ?? 0,
      total: session.amount_total,
    },
    asks: {
      promotion_code: session.allow_promotion_codes ?? false,
      shipping_rate: session.shipping_options.length > 0,
      email: emailOf(context, session) === null,
      phone: session.phone_number_collection?.enabled ?? false,
      billing_address: session.billing_address_collection === "required",
      shipping_countries: session.shipping_address_collection?.allowed_countries ?? null,
      custom_fields: session.custom_fields,
      terms_of_service: session.consent_collection?.terms_of_service === "required",
    },
    email: emailOf(context, session),
    payment_method_types: session.payment_method_types,
    saved_methods: savedMethods(context, session),
    /** The card is kept for later: the customer is told so. */
    saves_card: hidden.paymentIntentData.setup_future_usage !== undefined,
    payment: paymentView(context, session),
    locale: session.locale,
    submit_type: session.submit_type,
    custom_text: session.custom_text,
    shop: shopOf(session),
    cancel_url: urlFor(session, session.cancel_url),
    success_url: session.status === "complete" ? urlFor(session, afterwards(session)) : null,
  };
}

function lineView(context: SandboxContext, line: LineItem) {
  const product = context.store.find("product", String(line.price?.product));
  return {
    id: line.id,
    name: line.description ?? "",
    description: product?.description ?? null,
    image: product?.images[0] ?? null,
    unit_amount: line.price?.unit_amount ?? null,
    quantity: line.quantity ?? 1,
    adjustable: line.adjustable_quantity,
    amount: line.amount_subtotal,
    discount: line.amount_discount,
  };
}

function rateView(
  context: SandboxContext,
  { shipping_cost }: CheckoutSession,
  { shipping_amount: amount, shipping_rate }: CheckoutSession["shipping_options"][number],
) {
  const id = String(shipping_rate);
  const rate = context.store.find("shipping_rate", id);
  return {
    id,
    name: rate?.display_name ?? "",
    delivery_estimate: rate?.delivery_estimate ?? null,
    amount,
    chosen: shipping_cost?.shipping_rate === id,
  };
}

/** The code in force, as customers know it. */
function codeView(context: SandboxContext, { discounts }: CheckoutSession): string | null {
  const id = discounts?.[0]?.promotion_code;
  return typeof id === "string" ? (context.store.find("promotion_code", id)?.code ?? null) : null;
}

/** Whether the prices hold the tax already: then the total is no more than its parts. */
function isTaxInside({ amount_subtotal, amount_total, total_details }: CheckoutSession): boolean {
  const { amount_discount = 0, amount_shipping } = total_details ?? {};
  return amount_total === (amount_subtotal ?? 0) - amount_discount + (amount_shipping ?? 0);
}

/** The sandbox's account has no name of its own, so a shop is called by where it is. */
function shopOf({ success_url, return_url }: CheckoutSession): string | null {
  const url = success_url ?? return_url;
  return url ? new URL(url).host : null;
}

function emailOf(context: SandboxContext, { customer, customer_email }: CheckoutSession): string | null {
  return customer_email ?? context.store.find("customer", String(customer))?.email ?? null;
}

/** What a customer of the shop has saved for paying on such pages; the shop says which by `allow_redisplay`. */
function savedMethods(context: SandboxContext, { customer, payment_method_types: types }: CheckoutSession) {
  if (!customer) return [];
  const methods = context.store.list({
    type: "payment_method",
    where: { customer },
    equals: { allow_redisplay: "always" },
    limit: MOST_SAVED,
  });
  return methods.data
    .filter(({ type }) => types.includes(type))
    .map(({ id, type, card, sepa_debit }) => ({
      id,
      type,
      ...(card
        ? {
            card: {
              brand: card.brand,
              last4: card.last4,
              exp_month: card.exp_month,
              exp_year: card.exp_year,
            },
          }
        : {}),
      ...(sepa_debit ? { sepa_debit: { last4: sepa_debit.last4 } } : {}),
    }));
}

/** How the last attempt to pay stands, with what a challenge of the bank needs. */
function paymentView(context: SandboxContext, { payment_intent }: CheckoutSession) {
  const intent = payment_intent && context.store.find("payment_intent", payment_intent);
  if (!intent) return null;
  const { id, status, client_secret, last_payment_error } = intent;
  const challenge = status === "requires_action" ? intent.next_action : null;
  return {
    id,
    status,
    error: last_payment_error?.message ?? null,
    ...(challenge ? { client_secret, next_action: challenge } : {}),
  };
}

/** Cards and debits never lead away from the page, so `if_required` stays on it as `never` does. */
function afterwards({ success_url, return_url, redirect_on_completion }: CheckoutSession): string | null {
  return success_url ?? (redirect_on_completion === "always" ? (return_url ?? null) : null);
}

/** Where the customer goes on; the shop may want to know which session they come from. */
function urlFor({ id }: CheckoutSession, url: string | null): string | null {
  return url?.replaceAll("{CHECKOUT_SESSION_ID}", id) ?? null;
}
