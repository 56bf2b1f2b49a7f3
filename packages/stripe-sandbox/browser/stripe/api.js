// @ts-check
import { cannotConnect } from "./errors.js";
import { sandbox } from "./origin.js";

/** @typedef {Record<string, any>} Bag */
/** @typedef {{ error: Bag, object?: undefined } | { object: Bag, error?: undefined }} Answer */

/**
 * Stripe's form encoding: nested names in brackets.
 * @param {Bag} params @param {URLSearchParams} [form] @param {string} [prefix]
 */
function toForm(params, form = new URLSearchParams(), prefix = "") {
  for (const [name, value] of Object.entries(params)) {
    const key = prefix ? `${prefix}[${name}]` : name;
    if (value === undefined) continue;
    if (value !== null && typeof value === "object") toForm(value, form, key);
    else form.append(key, value === null ? "" : String(value));
  }
  return form;
}

/**
 * The key travels in the form, not in a header: so the browser need not ask for leave first (CORS preflight).
 * @param {string} key @param {"GET" | "POST"} method @param {string} path @param {Bag} [params]
 * @param {Record<string, string>} [headers] @returns {Promise<Answer>}
 */
export async function callApi(key, method, path, params = {}, headers = {}) {
  const form = toForm({ ...params, key });
  try {
    const response = await fetch(`${sandbox}${path}${method === "GET" ? `?${form}` : ""}`, {
      method,
      headers,
      body: method === "POST" ? form : undefined,
      signal: AbortSignal.timeout(30_000),
    });
    const body = await response.json();
    if (response.ok && !body.error) return { object: body };
    return { error: body.error ?? { type: "api_error", message: "An unexpected error occurred." } };
  } catch {
    return { error: cannotConnect };
  }
}
