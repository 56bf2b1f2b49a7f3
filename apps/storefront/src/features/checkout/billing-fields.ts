import type { Details } from "./saved-details.ts";

/** The form's fields of a billing address. */
export type BillingFields = Pick<
  Details,
  "billingCountry" | "billingLine1" | "billingLine2" | "billingPostalCode" | "billingCity" | "billingState"
>;

type AddressFields = Pick<Details, "country" | "line1" | "line2" | "postalCode" | "city" | "state">;

export function billingFieldsOf(address: AddressFields): BillingFields {
  const { country, line1, line2, postalCode, city, state } = address;
  return {
    ...{ billingCountry: country, billingLine1: line1, billingLine2: line2 },
    ...{ billingPostalCode: postalCode, billingCity: city, billingState: state },
  };
}
