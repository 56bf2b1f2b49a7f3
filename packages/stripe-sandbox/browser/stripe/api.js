// @ts-check
import { send } from "../payment/connection.js";
import { toForm } from "../payment/to-form.js";
import { sandbox } from "./origin.js";

/** @typedef {Record<string, any>} Bag */
/** @typedef {import("../payment/connection.js").Answer} Answer */

/**
 * The key travels in the form, not in a header: so the browser need not ask for leave first (CORS preflight).
 * @param {string} key @param {"GET" | "POST"} method @param {string} path @param {Bag} [params]
 * @param {Record<string, string>} [headers] @returns {Promise<Answer>}
 */
export function callApi(key, method, path, params = {}, headers = {}) {
  const form = toForm({ ...params, key });
  const isGet = method === "GET";
  return send(`${sandbox}${path}${isGet ? `?${form}` : ""}`, { method, headers, body: isGet ? null : form });
}
