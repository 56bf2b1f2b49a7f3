import type { UnitOfWork } from "../../context/sandbox-context.ts";
import { badParam, refusal } from "../../stripe/errors.ts";
import { readEmail } from "../../stripe/read-email.ts";
import type { CheckoutSession, Stripe } from "../../stripe/stripe-types.ts";
import { checkAnswers } from "./custom-fields.ts";
import type { CustomerInput } from "./get-session.ts";

type AddressInput = Partial<
  Record<"city" | "country" | "line1" | "line2" | "postal_code" | "state", string | null>
>;

/** What the page sends when "Pay" is pressed, and what a script that plays the customer sends. */
export interface PayInput {
  /** An id or a name such as `pm_card_visa`; or else `payment_method_data` as in the API. */
  payment_method?: string;
  payment_method_data?: { type: string; [type: string]: unknown };
  email?: string | null;
  name?: string | null;
  phone?: string | null;
  billing_address?: AddressInput;
  shipping?: { name?: string | null; address?: AddressInput };
  custom_fields?: Record<string, string>;
  terms_of_service?: "accepted";
  /** The total that the customer has seen; another one is refused. */
  expected_amount?: number;
}

/** What the session asks the customer for, each answer checked. Refusals name what is missing as the page does. */
export function readCustomerInput(
  work: UnitOfWork,
  session: CheckoutSession,
  input: PayInput,
): CustomerInput {
  const email = emailOf(work, session, input);
  const phone = input.phone?.trim() || null;
  if (session.phone_number_collection?.enabled && !phone)
    throw needed("phone", "Your phone number is required.");
  const answers = input.custom_fields ?? {};
  checkAnswers(session.custom_fields, answers);
  const wantsTerms = session.consent_collection?.terms_of_service === "required";
  if (wantsTerms && input.terms_of_service !== "accepted")
    throw needed("terms_of_service", "You must accept the terms of service to complete your purchase.");
  const shipping = shippingOf(session, input);
  const saved = work.store.find("payment_method", input.payment_method ?? "")?.billing_details;
  return {
    customerDetails: {
      address: billingOf(session, input, saved?.address ?? null, shipping),
      business_name: null,
      email,
      individual_name: null,
      name: input.name?.trim() || saved?.name || shipping?.name || null,
      phone,
      tax_exempt: session.customer_details?.tax_exempt ?? "none",
      tax_ids: [],
    },
    shipping,
    customFields: answers,
    acceptsTerms: wantsTerms,
  };
}

/** The shop's or the customer's own address cannot be changed; otherwise the customer is asked. */
function emailOf(work: UnitOfWork, session: CheckoutSession, input: PayInput): string {
  const known = session.customer_email ?? work.store.find("customer", session.customer ?? "")?.email ?? null;
  const email = known ?? readEmail(input.email?.trim(), "email");
  if (email === null) throw needed("email", "Your email address is required.");
  return email;
}

function shippingOf(session: CheckoutSession, { shipping }: PayInput): CustomerInput["shipping"] {
  const countries = session.shipping_address_collection?.allowed_countries;
  if (!countries) return null;
  const name = shipping?.name?.trim();
  if (!name) throw needed("shipping[name]", "The name of the recipient is required.");
  const address = addressOf(shipping?.address);
  if (!address.line1) throw needed("shipping[address][line1]", "The shipping address is required.");
  if (!address.country) throw needed("shipping[address][country]", "The country is required.");
  if (!countries.some((country) => country === address.country))
    throw refusal(`This shop does not ship to ${address.country}.`, { param: "shipping[address][country]" });
  return { address, name };
}

/** `auto` asks for what the card needs; without any, the address of a saved card stands for it, or the shipping address. */
function billingOf(
  session: CheckoutSession,
  { billing_address: given }: PayInput,
  saved: Stripe.Address | null,
  shipping: CustomerInput["shipping"],
): Stripe.Address | null {
  const isRequired = session.billing_address_collection === "required";
  if (!given && !isRequired) return saved?.country ? saved : (shipping?.address ?? null);
  const address = addressOf(given);
  if (isRequired && !address.country) throw needed("billing_address[country]", "The country is required.");
  if (isRequired && !address.line1)
    throw needed("billing_address[line1]", "The billing address is required.");
  return address;
}

function addressOf(given: AddressInput = {}): Stripe.Address {
  const text = (name: keyof AddressInput) => given[name]?.trim() || null;
  return {
    city: text("city"),
    country: text("country")?.toUpperCase() ?? null,
    line1: text("line1"),
    line2: text("line2"),
    postal_code: text("postal_code"),
    state: text("state"),
  };
}

function needed(param: string, message: string) {
  return badParam(param, message, "parameter_missing");
}
