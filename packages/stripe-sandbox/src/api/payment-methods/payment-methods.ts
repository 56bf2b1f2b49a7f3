import { existingCustomer } from "../../context/existing-customer.ts";
import type { UnitOfWork } from "../../context/sandbox-context.ts";
import { recordEvent } from "../../events/record-event.ts";
import { pageParams, paginate } from "../../http/paginate.ts";
import { route } from "../../http/route.ts";
import { missing, refusal } from "../../stripe/errors.ts";
import { mergeMetadata } from "../../stripe/metadata.ts";
import type { PaymentMethod, Stripe } from "../../stripe/stripe-types.ts";
import { cardDeclined } from "./card-declined.ts";
import { forgetDefault } from "./default-payment-method.ts";
import {
  declineOf,
  instrumentOf,
  makePaymentMethod,
  usePaymentMethod,
  useUp,
} from "./make-payment-method.ts";
import type { PaymentMethodInput } from "./payment-method-input.ts";

function getPaymentMethod(work: UnitOfWork, id: string): PaymentMethod {
  const found = work.store.find("payment_method", id);
  if (!found) throw missing("payment_method", id, "id");
  return found;
}

/** Gives a payment method to a customer. Cards that decline are tried, and refused here already. */
export function attachPaymentMethod(
  work: UnitOfWork,
  method: PaymentMethod,
  customerId: string,
): PaymentMethod {
  existingCustomer(work, customerId);
  if (method.customer === customerId) return method;
  if (method.customer)
    throw refusal("The payment method you provided has already been attached to a customer.", {
      param: "payment_method",
    });
  const decline = declineOf(work, method);
  const { attachable } = instrumentOf(work, method.id);
  if (decline && !attachable) throw cardDeclined(decline, { payment_method: method });
  const attached = { ...method, customer: customerId };
  work.store.update(attached);
  recordEvent(work, "payment_method.attached", attached);
  return attached;
}

/** Takes a payment method from its customer for good: it cannot be used again. */
export function detachPaymentMethod(work: UnitOfWork, method: PaymentMethod): PaymentMethod {
  if (!method.customer)
    throw refusal(
      "The payment method you provided is not attached to a customer so detachment is impossible.",
      { param: "payment_method" },
    );
  const detached = { ...method, customer: null };
  useUp(work, detached);
  recordEvent(work, "payment_method.detached", detached, method);
  forgetDefault(work, method.customer, method.id);
  return detached;
}

function create(work: UnitOfWork, params: Stripe.PaymentMethodCreateParams): PaymentMethod {
  return makePaymentMethod(work, params);
}

function update(work: UnitOfWork, id: string, params: Stripe.PaymentMethodUpdateParams): PaymentMethod {
  const method = getPaymentMethod(work, id);
  if (!method.customer)
    throw refusal("You must save this PaymentMethod to a customer before you can update it.");
  const change = params as PaymentMethodInput & { card?: { exp_month?: number; exp_year?: number } };
  const billing = change.billing_details ?? {};
  const updated = {
    ...method,
    billing_details: {
      ...method.billing_details,
      ...billing,
      address: {
        ...method.billing_details.address,
        ...(billing.address || {}),
      } as PaymentMethod["billing_details"]["address"],
    },
    metadata: mergeMetadata(method.metadata ?? {}, params.metadata),
    ...(params.allow_redisplay ? { allow_redisplay: params.allow_redisplay } : {}),
    ...(method.card ? { card: { ...method.card, ...change.card } } : {}),
  };
  work.store.update(updated);
  recordEvent(work, "payment_method.updated", updated, method);
  return updated;
}

function list(work: UnitOfWork, params: Stripe.PaymentMethodListParams) {
  const { customer, type } = params;
  if (customer) existingCustomer(work, customer);
  return paginate(work, params, {
    type: "payment_method",
    url: "/v1/payment_methods",
    ...(customer ? { where: { customer } } : { condition: "customer is not null" }),
    ...(type ? { equals: { type } } : {}),
  });
}

export const paymentMethodRoutes = [
  route<Stripe.PaymentMethodCreateParams>(
    "POST",
    "/v1/payment_methods",
    (work, { params }) => create(work, params),
    {
      covers: ["type", "card", "sepa_debit", "billing_details", "metadata", "allow_redisplay"],
      publishable: [],
    },
  ),
  route<Stripe.PaymentMethodListParams>(
    "GET",
    "/v1/payment_methods",
    (work, { params }) => list(work, params),
    {
      covers: [...pageParams, "customer", "type"],
    },
  ),
  route("GET", "/v1/payment_methods/{id}", (work, { id }) => getPaymentMethod(work, id), { covers: [] }),
  route<Stripe.PaymentMethodUpdateParams>(
    "POST",
    "/v1/payment_methods/{id}",
    (work, { id, params }) => update(work, id, params),
    { covers: ["allow_redisplay", "billing_details", "card", "metadata"] },
  ),
  route<{ customer: string }>(
    "POST",
    "/v1/payment_methods/{id}/attach",
    (work, { id, params }) => attachPaymentMethod(work, usePaymentMethod(work, id, "id"), params.customer),
    { covers: ["customer"] },
  ),
  route(
    "POST",
    "/v1/payment_methods/{id}/detach",
    (work, { id }) => detachPaymentMethod(work, getPaymentMethod(work, id)),
    { covers: [] },
  ),
];
