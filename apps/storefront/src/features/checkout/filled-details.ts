import type { CheckoutView } from "../../server/trpc.ts";
import { billingFieldsOf } from "./billing-fields.ts";
import type { Details } from "./saved-details.ts";

type Known = Pick<CheckoutView, "contact" | "shippingAddress" | "billing" | "business" | "note">;

/** Whether the customer has begun a shipping address: its country is then no guess. */
export function hasAddress({ line1, postalCode, city }: Details): boolean {
  return line1 !== "" || postalCode !== "" || city !== "";
}

/**
 * What was typed, with what the server has where nothing was. An address is taken whole or not at all: a wallet may have paid for another
 * one than that which was begun here.
 */
export function filledFrom(
  typed: Details,
  { contact, shippingAddress, billing, business, note }: Known,
): Details {
  const takesShipping = shippingAddress !== null && !hasAddress(typed);
  const takesBilling =
    billing !== null && (shippingAddress === null || takesShipping) && !hasBilling(typed, shippingAddress);
  return {
    ...typed,
    email: typed.email || (contact?.email ?? ""),
    phone: typed.phone || (contact?.phone ?? ""),
    name: typed.name || (contact?.name ?? ""),
    note: typed.note || note,
    isBusiness: typed.isBusiness || business !== null,
    companyName: typed.companyName || (business?.companyName ?? ""),
    vatId: typed.vatId || (business?.vatId ?? ""),
    ...(takesShipping && shippingAddress),
    ...(takesBilling && { billingName: billing.name ?? "", ...billingFieldsOf(billing.address) }),
    sameBilling: typed.sameBilling && !(takesBilling && takesShipping),
  };
}

/** Of what is not shipped the country alone is the customer's choice; elsewhere it is that of the shipping address. */
function hasBilling(typed: Details, shippingAddress: Known["shippingAddress"]): boolean {
  const { billingCountry, billingLine1, billingPostalCode, billingCity } = typed;
  const hasCountry = shippingAddress === null && billingCountry !== "";
  return hasCountry || billingLine1 !== "" || billingPostalCode !== "" || billingCity !== "";
}
