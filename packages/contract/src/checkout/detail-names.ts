const addressFields = ["country", "line1", "line2", "postalCode", "city", "state"] as const;

/** What the fields of the checkout are called: in the form, and in a refusal that points at one. In the form's order. */
export const detailNames = [
  "email",
  "phone",
  "name",
  ...addressFields,
  "note",
  "billingName",
  "billingCountry",
  "billingLine1",
  "billingLine2",
  "billingPostalCode",
  "billingCity",
  "billingState",
] as const;
export type DetailName = (typeof detailNames)[number];

/** The field that a part of `checkoutDetailsSchema` is entered in: `["billing", "address", "city"]` is `billingCity`. */
export function detailNameAt(path: readonly PropertyKey[]): DetailName | undefined {
  const part = String(path.at(-1));
  const name = path[0] === "billing" ? `billing${part.charAt(0).toUpperCase()}${part.slice(1)}` : part;
  return detailNames.find((known) => known === name);
}
