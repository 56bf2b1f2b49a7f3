import { randomBytes } from "node:crypto";

const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** A random word of letters and digits; the small bias of `%` does not matter for test ids. */
export function randomWord(length: number): string {
  let word = "";
  for (const byte of randomBytes(length)) word += alphabet[byte % alphabet.length];
  return word;
}

/** A fresh id with Stripe's prefix: `newId("pi")` is `pi_…`. */
export function newId(prefix: string): string {
  return `${prefix}_${randomWord(24)}`;
}

/** `<id>_secret_<random>`: the shape that Stripe.js takes apart to find the id. */
export function newClientSecret(id: string): string {
  return `${id}_secret_${randomWord(25)}`;
}
