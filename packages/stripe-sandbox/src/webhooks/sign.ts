import { createHmac } from "node:crypto";

/**
 * The `Stripe-Signature` header: an HMAC-SHA256 over `<time>.<body>` with the secret as it stands, `whsec_` included.
 * https://docs.stripe.com/webhooks#verify-manually
 */
export function signatureHeader(secret: string, body: string, seconds: number): string {
  return `t=${seconds},v1=${createHmac("sha256", secret).update(`${seconds}.${body}`).digest("hex")}`;
}

/** A signature that looks right and is not. */
export function corruptSignature(header: string): string {
  const last = header.at(-1) === "0" ? "1" : "0";
  return `${header.slice(0, -1)}${last}`;
}
