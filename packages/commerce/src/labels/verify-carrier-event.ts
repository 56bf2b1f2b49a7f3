import { createHmac, timingSafeEqual } from "node:crypto";

/** The form of the signature's header; anything else is refused before the body is read. */
const signaturePattern = /^hmac-sha256-hex=([\da-f]{64})$/;

/** Whether the header has the form of a signature. */
export function isCarrierSignature(header: string | undefined): header is string {
  return header !== undefined && signaturePattern.test(header);
}

/**
 * Whether the raw body was signed with the webhook's secret, which counts in Unicode's form NFKD.
 * @see https://docs.easypost.com/guides/webhooks-guide
 */
export function isSignedByCarrier(body: Uint8Array, header: string, secret: string): boolean {
  const hex = signaturePattern.exec(header)?.[1];
  if (hex === undefined) return false;
  const expected = createHmac("sha256", secret.normalize("NFKD")).update(body).digest();
  return timingSafeEqual(Buffer.from(hex, "hex"), expected);
}
