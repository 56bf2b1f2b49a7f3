import { createHash, randomBytes } from "node:crypto";

/** A new secret for a guest's cookie: whoever holds it holds the cart. */
export function newCartToken(): string {
  return randomBytes(24).toString("base64url");
}

/** What the database keeps of the secret. */
export function hashCartToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
