import { createHash, randomBytes } from "node:crypto";

/** A new secret for a guest's cookie, which gives access to their cart. */
export function newCartToken(): string {
  return randomBytes(24).toString("base64url");
}

/** The hash of the secret, which the database stores. */
export function hashCartToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
