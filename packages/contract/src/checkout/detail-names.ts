const addressFields = ["country", "line1", "line2", "postalCode", "city", "state"] as const;

/** The names of the checkout's fields, in the form and in refusals, in the form's order. */
export const detailNames = [
  "email",
  "phone",
  "name",
  ...addressFields,
  "note",
  "companyName",
  "vatId",
  "billingName",
  "billingCountry",
  "billingLine1",
  "billingLine2",
  "billingPostalCode",
  "billingCity",
  "billingState",
] as const;
export type DetailName = (typeof detailNames)[number];

/** The field for a path in `checkoutDetailsSchema`: `["billing", "address", "city"]` is `billingCity`. */
export function detailNameAt(path: readonly PropertyKey[]): DetailName | undefined {
  const part = String(path.at(-1));
  const name = path[0] === "billing" ? `billing${part.charAt(0).toUpperCase()}${part.slice(1)}` : part;
  return detailNames.find((known) => known === name);
}
