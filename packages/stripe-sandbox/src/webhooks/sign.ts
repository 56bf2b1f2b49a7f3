import { createHmac } from "node:crypto";

/**
 * The `Stripe-Signature` header: an HMAC-SHA256 over `<time>.<body>` with each secret as it stands, `whsec_` included.
 * There are several while a secret is being rolled. https://docs.stripe.com/webhooks#verify-manually
 */
export function signatureHeader(secrets: readonly string[], body: string, seconds: number): string {
  const signatures = secrets.map((secret) => {
    const signature = createHmac("sha256", secret).update(`${seconds}.${body}`).digest("hex");
    return `v1=${signature}`;
  });
  return [`t=${seconds}`, ...signatures].join(",");
}

/** A header that looks right, and in which no signature is. */
export function corruptSignature(header: string): string {
  return header.replace(
    /(v1=[0-9a-f]{63})([0-9a-f])/g,
    (_, start, last) => `${start}${last === "0" ? 1 : 0}`,
  );
}
