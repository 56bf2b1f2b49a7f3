// @ts-check
/** @typedef {Record<string, any>} Bag */

/**
 * Stripe's form encoding: nested names in brackets; null is sent as nothing, which unsets.
 * @param {Bag} params @param {URLSearchParams} [form] @param {string} [prefix]
 */
export function toForm(params, form = new URLSearchParams(), prefix = "") {
  for (const [name, value] of Object.entries(params)) {
    const key = prefix ? `${prefix}[${name}]` : name;
    if (value === undefined) continue;
    if (value !== null && typeof value === "object") toForm(value, form, key);
    else form.append(key, value === null ? "" : String(value));
  }
  return form;
}
