import {
  type CheckoutDetails,
  checkoutDetailsSchema,
  type DetailName,
  detailNameAt,
} from "@dualtrack/contract";
import type { Details } from "./saved-details.ts";

export type DetailErrors = Partial<Record<DetailName, string>>;

/** The details in the form that the server expects, or what is wrong with them, by field. `ships`: whether anything is shipped. */
export function checkDetails(
  details: Details,
  { ships }: { ships: boolean },
): { prepared: CheckoutDetails | null; errors: DetailErrors } {
  const checked = checkoutDetailsSchema.safeParse(arranged(details, ships));
  if (checked.success) return { prepared: checked.data, errors: {} };
  const errors: DetailErrors = {};
  for (const { path, message } of checked.error.issues) {
    const name = detailNameAt(path);
    if (name) errors[name] ??= message;
  }
  return { prepared: null, errors };
}

/** A field that is missing here does not compile. */
function arranged(details: Details, ships: boolean) {
  const { email, phone, name, country, line1, line2, postalCode, city, state, note } = details;
  const billing = {
    name: ships ? details.billingName : name,
    address: {
      country: details.billingCountry,
      line1: details.billingLine1,
      line2: details.billingLine2,
      postalCode: details.billingPostalCode,
      city: details.billingCity,
      state: details.billingState,
    },
  };
  return {
    contact: { email, phone, name },
    shippingAddress: ships ? { country, line1, line2, postalCode, city, state } : null,
    billing: ships && details.sameBilling ? null : billing,
    note,
    business: details.isBusiness ? { companyName: details.companyName, vatId: details.vatId } : null,
  } satisfies Record<keyof CheckoutDetails, unknown>;
}
