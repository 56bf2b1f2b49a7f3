// @ts-check
import { frameFacts } from "../payment/parent-link.js";

/** @typedef {Record<string, any>} Bag */
/** @typedef {{ session?: Bag, error?: Bag, status: number }} Reply */

const cannotConnect = {
  type: "api_connection_error",
  message: "We could not reach the payment service. Check your internet connection and try again.",
};

/** In a frame of the shop's page, that page says it. */
const secret = frameFacts.get("secret");

/** The session whose page this is: the last part of the address. */
const sessionId = decodeURIComponent(location.pathname.split("/").at(-1) ?? "");

/**
 * Asks the sandbox about this session. With a refusal the session may come too, as it is after it.
 * @param {"" | "/change" | "/pay"} verb nothing to read the session @param {Bag} [body] @returns {Promise<Reply>}
 */
export async function askSession(verb, body) {
  try {
    const response = await fetch(`/c/session/${encodeURIComponent(sessionId)}${verb}`, {
      method: body ? "POST" : "GET",
      headers: {
        ...(body ? { "Content-Type": "application/json" } : {}),
        ...(secret ? { "X-Client-Secret": secret } : {}),
      },
      body: body && JSON.stringify(body),
      signal: AbortSignal.timeout(30_000),
    });
    const { session, error } = await response.json();
    return { session, error, status: response.status };
  } catch {
    return { error: cannotConnect, status: 0 };
  }
}
