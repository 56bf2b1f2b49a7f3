// @ts-check
/** @typedef {Record<string, any>} Bag */

const addressFields = {
  ...{ country: "country", postalCode: "postal_code", state: "state", city: "city" },
  ...{ line1: "line1", line2: "line2" },
};

/**
 * Which billing details, in the API's words, the option `fields` of the Payment Element rules out for a way to pay.
 * @param {Bag} [fields] @param {string} [type] @returns {Set<string>} such as "email" and "address.postal_code"
 */
export function neverAsked(fields = {}, type = "") {
  const never = new Set(namesOf(fields.billingDetails));
  const own = fields[type]?.billingDetails;
  if (own === undefined) return never;
  return new Set([...never, ...namesOf(own)]);
}

/** @param {Bag | string} [asked] @returns {string[]} */
function namesOf(asked = {}) {
  /** @param {Bag | string | undefined} part @param {string} name */
  const isNever = (part, name) => part === "never" || (typeof part === "object" && part[name] === "never");
  const address = typeof asked === "string" ? asked : asked.address;
  return [
    ...["name", "email", "phone"].filter((name) => isNever(asked, name)),
    ...Object.entries(addressFields).flatMap(([name, apiName]) =>
      isNever(address, name) ? [`address.${apiName}`] : [],
    ),
  ];
}
