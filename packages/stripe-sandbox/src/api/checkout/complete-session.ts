import type { UnitOfWork } from "../../context/sandbox-context.ts";
import { recordEvent } from "../../events/record-event.ts";
import type { CheckoutSession, Customer, PaymentIntent } from "../../stripe/stripe-types.ts";
import { sessionOf } from "../payment-intents/assert-not-of-session.ts";
import { recordRedemption } from "../promotion-codes/record-redemption.ts";
import { withAnswers } from "./custom-fields.ts";
import { type CustomerInput, type Discounted, privateOf } from "./get-session.ts";

/** Completes a session: it shows what the customer entered, and cannot be paid again. */
export function completeSession(
  work: UnitOfWork,
  session: CheckoutSession,
  payment_status: "paid" | "unpaid" | "no_payment_required",
): CheckoutSession {
  const { given, customerUpdate, discount } = privateOf(work, session.id);
  if (discount) redeem(work, discount.discount);
  const complete: CheckoutSession = {
    ...session,
    status: "complete",
    payment_status,
    url: null,
    ...(given ? shown(session, given) : {}),
  };
  work.store.update(complete);
  if (given && session.customer) updateCustomer(work, session.customer, given, customerUpdate);
  recordEvent(work, "checkout.session.completed", complete);
  return complete;
}

/** Counted when the purchase is done, once; beyond a limit the purchase is refused, and nothing of it stays. */
function redeem(work: UnitOfWork, { source, promotion_code: code }: Discounted["discount"]): void {
  recordRedemption(work, {
    coupon: String(source.coupon),
    promotionCode: code === null ? null : String(code),
  });
}

function shown(session: CheckoutSession, given: CustomerInput): Partial<CheckoutSession> {
  return {
    customer_details: given.customerDetails,
    collected_information: given.shipping
      ? { business_name: null, individual_name: null, shipping_details: given.shipping }
      : null,
    custom_fields: withAnswers(session.custom_fields, given.customFields),
    consent: session.consent_collection
      ? { promotions: null, terms_of_service: given.acceptsTerms ? "accepted" : null }
      : null,
  };
}

/** An e-mail address that the customer had not is kept; the rest where the shop allows it. https://docs.stripe.com/api/checkout/sessions/create#create_checkout_session-customer_update */
function updateCustomer(
  work: UnitOfWork,
  id: string,
  { customerDetails: { email, name, phone, address }, shipping }: CustomerInput,
  allowed: { address?: string; name?: string; shipping?: string },
): void {
  const before = work.store.find("customer", id);
  if (!before) return;
  const updated: Customer = {
    ...before,
    email: before.email ?? email,
    ...(allowed.name === "auto" && name ? { name } : {}),
    ...(allowed.address === "auto" && address ? { address } : {}),
    ...(allowed.shipping === "auto" && shipping
      ? { shipping: { address: shipping.address, name: shipping.name, phone } }
      : {}),
  };
  if (JSON.stringify(updated) === JSON.stringify(before)) return;
  work.store.update(updated);
  recordEvent(work, "customer.updated", updated, before);
}

/** Updates a session after its payment changed. Payments themselves know nothing of sessions. */
export function followPayment(work: UnitOfWork, intent: PaymentIntent): void {
  const session = sessionOf(work, intent.id);
  if (!session) return;
  const isPaid = intent.status === "succeeded";
  if (session.status === "open") {
    if (isPaid || intent.status === "processing" || intent.status === "requires_capture")
      completeSession(work, session, isPaid ? "paid" : "unpaid");
    return;
  }
  if (session.status !== "complete" || session.payment_status !== "unpaid") return;
  // Held money that is taken later is paid too, but no bank has kept anybody waiting: there is no event.
  if (isPaid) {
    const paid: CheckoutSession = { ...session, payment_status: "paid" };
    work.store.update(paid);
    if (intent.capture_method !== "manual")
      recordEvent(work, "checkout.session.async_payment_succeeded", paid);
  } else if (intent.status === "requires_payment_method")
    recordEvent(work, "checkout.session.async_payment_failed", session);
}
