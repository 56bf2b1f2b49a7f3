// @ts-check
/** @typedef {import("./dom.js").Bag} Bag */

const KEY = "sandbox-key";

/** A sandbox on another machine wants its secret key; it is kept until the tab is closed. */
export const access = {
  /** Whether the sandbox has refused us for want of the key. */
  refused: false,
  get key() {
    return sessionStorage.getItem(KEY);
  },
  /** @param {string} key */
  give(key) {
    sessionStorage.setItem(KEY, key.trim());
    access.refused = false;
  },
};

/** What the sandbox said no to, in its words; `status` 0 means that it did not answer. */
export class Refused extends Error {
  /** @param {number} status @param {string} message */
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** A call to the control API: JSON in, JSON out. @param {string} method @param {string} path @param {Bag | Bag[]} [body] @param {AbortSignal} [signal] @returns {Promise<Bag>} */
export async function control(method, path, body, signal) {
  return read(
    await reach(`/_sandbox${path}`, {
      method,
      headers: { "content-type": "application/json", ...authorization() },
      ...(body ? { body: JSON.stringify(body) } : {}),
      ...(signal ? { signal } : {}),
    }),
  );
}

/** @param {string} path @param {Record<string, string | undefined | null>} [query] @returns {Promise<Bag>} */
export function get(path, query = {}) {
  const given = Object.entries(query).flatMap(([name, value]) => (value ? [[name, value]] : []));
  return control("GET", given.length > 0 ? `${path}?${new URLSearchParams(given)}` : path);
}

/** A call to Stripe's API as the shop's server makes it. @param {string} method @param {string} path @param {Record<string, string>} form @returns {Promise<Bag>} */
export async function asMerchant(method, path, form = {}) {
  return read(
    await reach(`/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${access.key ?? "sk_test_sandbox"}` },
      ...(method === "POST" ? { body: new URLSearchParams(form) } : {}),
    }),
  );
}

/** The stream of hints. Not an EventSource, which could not send the key. @param {AbortSignal} signal */
export async function openStream(signal) {
  const response = await reach("/_sandbox/live", { headers: authorization(), signal });
  if (!response.ok || !response.body) await read(response);
  return /** @type {ReadableStream<Uint8Array>} */ (response.body);
}

/** @returns {Record<string, string>} */
function authorization() {
  return access.key ? { authorization: `Bearer ${access.key}` } : {};
}

/** @param {string} url @param {RequestInit} init */
async function reach(url, init) {
  try {
    return await fetch(url, init);
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new Refused(0, "The sandbox does not answer.");
  }
}

/** @param {Response} response @returns {Promise<Bag>} */
async function read(response) {
  const text = await response.text();
  if (response.status === 401 || (response.status === 403 && !access.key)) access.refused = true;
  const body = parse(text);
  if (!response.ok)
    throw new Refused(response.status, body?.error?.message ?? `The sandbox answered ${response.status}.`);
  return body ?? {};
}

/** @param {string} text @returns {Bag | undefined} */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
