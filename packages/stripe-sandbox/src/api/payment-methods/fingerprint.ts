import { createHash } from "node:crypto";

/** The same for every use of one number, as Stripe's is; not reversible to anything but a published test number. */
export function fingerprintOf(number: string): string {
  return createHash("sha256")
    .update(`fingerprint ${number}`)
    .digest("base64url")
    .replace(/[-_]/g, "x")
    .slice(0, 16);
}
