import type { UnitOfWork } from "../../context/sandbox-context.ts";
import { badParam, missing } from "../../stripe/errors.ts";
import { readEmail } from "../../stripe/read-email.ts";
import type { CheckoutSession, Stripe } from "../../stripe/stripe-types.ts";

/** Whom the session is for: a customer of the shop, or a guest whose e-mail address may be known. */
export function readCustomer(
  work: UnitOfWork,
  params: Stripe.Checkout.SessionCreateParams,
): Partial<CheckoutSession> {
  const { customer: id, customer_email, customer_creation, customer_update } = params;
  if (id === undefined) {
    if (customer_update)
      throw badParam("customer_update", "`customer_update` can only be used with `customer`.");
    const email = readEmail(customer_email, "customer_email");
    return {
      customer_creation: customer_creation ?? "if_required",
      customer_email: email,
      customer_details: email === null ? null : detailsWith(email),
    };
  }
  for (const name of ["customer_email", "customer_creation"] as const)
    if (params[name] !== undefined)
      throw badParam(
        name,
        `You may only specify one of these parameters: customer, ${name}.`,
        "parameters_exclusive",
      );
  const customer = work.store.find("customer", id);
  if (!customer) throw missing("customer", id, "customer");
  return {
    customer: id,
    customer_details: detailsWith(customer.email),
    saved_payment_method_options: {
      allow_redisplay_filters: ["always"],
      payment_method_remove: "disabled",
      payment_method_save: null,
    },
  };
}

function detailsWith(email: string | null): NonNullable<CheckoutSession["customer_details"]> {
  return {
    address: null,
    business_name: null,
    email,
    individual_name: null,
    name: null,
    phone: null,
    tax_exempt: "none",
    tax_ids: null,
  };
}
