import { createHmac, timingSafeEqual } from "node:crypto";

/** The form of the signature's header; anything else is refused before the body is read. */
const signaturePattern = /^hmac-sha256-hex=([\da-f]{64})$/;

/** Whether the header has the form of a signature. */
export function isCarrierSignature(header: string | undefined): header is string {
  return header !== undefined && signaturePattern.test(header);
}

/**
 * Whether the raw body was signed with one of the webhook's secrets, which count in Unicode's form NFKD. While one is rolled there are two.
 * @see https://docs.easypost.com/guides/webhooks-guide
 */
export function isSignedByCarrier(body: Uint8Array, header: string, secrets: readonly string[]): boolean {
  const hex = signaturePattern.exec(header)?.[1];
  if (hex === undefined) return false;
  const given = Buffer.from(hex, "hex");
  return secrets.some((secret) =>
    timingSafeEqual(given, createHmac("sha256", secret.normalize("NFKD")).update(body).digest()),
  );
}
