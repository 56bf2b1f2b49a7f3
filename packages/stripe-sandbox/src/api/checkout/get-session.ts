import type { SandboxContext } from "../../context/sandbox-context.ts";
import { missing } from "../../stripe/errors.ts";
import type { CheckoutSession, LineItem, Stripe } from "../../stripe/stripe-types.ts";
import type { CurrencyOption } from "../catalog/currency-options.ts";
import type { TaxAddress } from "../tax/place.ts";

/** The private part of a session: what its object does not show, or shows only when expanded. */
export interface SessionPrivate {
  /** Its line items, in their order. */
  lines: string[];
  paymentIntentData: Stripe.Checkout.SessionCreateParams.PaymentIntentData;
  customerUpdate: Stripe.Checkout.SessionCreateParams.CustomerUpdate;
  /** The discount in force, with what it takes off. */
  discount: Discounted | null;
  shippingTaxes: Tax[];
  /** Where the customer is, as far as tax goes. */
  taxAddress: TaxAddress | null;
  /** What the customer gave with the last attempt to pay. The session shows it once it is complete. */
  given: CustomerInput | null;
}

/** What a line item shows only when expanded, and what it is priced by. */
export interface LinePrivate {
  unit: CurrencyOption;
  product: string;
  taxCode: string;
  discounts: Discounted[];
  taxes: Tax[];
}

export type Discounted = Stripe.LineItem.Discount;
export type Tax = Stripe.LineItem.Tax;

/** What a customer types in beside the means of payment. */
export interface CustomerInput {
  customerDetails: NonNullable<CheckoutSession["customer_details"]>;
  shipping: NonNullable<CheckoutSession["collected_information"]>["shipping_details"];
  /** By the key of the custom field. */
  customFields: Record<string, string>;
  acceptsTerms: boolean;
}

export function getSession(context: SandboxContext, id: string): CheckoutSession {
  const found = context.store.find("checkout.session", id);
  if (!found) throw missing("checkout.session", id);
  return found;
}

export function privateOf(context: SandboxContext, id: string): SessionPrivate {
  return existing(context.store.findPrivate<SessionPrivate>(id), id);
}

export function linesOf(context: SandboxContext, { lines }: Pick<SessionPrivate, "lines">): LineItem[] {
  return lines.map((id) => existing(context.store.find("item", id), id));
}

export function linePrivateOf(context: SandboxContext, id: string): LinePrivate {
  return existing(context.store.findPrivate<LinePrivate>(id), id);
}

function existing<T>(found: T | undefined, id: string): T {
  if (found === undefined) throw new Error(`A part of the Checkout Session is gone: ${id}`);
  return found;
}
