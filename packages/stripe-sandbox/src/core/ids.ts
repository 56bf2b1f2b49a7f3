import { randomBytes } from "node:crypto";

const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** Random bytes are asked for 4,096 at a time: a call costs ten times as much as the dozens of bytes of one id. */
let pool = Buffer.alloc(0);

/** Random letters and digits; the small bias of `%` does not matter for test ids. */
export function randomWord(length: number): string {
  if (pool.length < length) pool = randomBytes(Math.max(4_096, length));
  let id = "";
  for (const byte of pool.subarray(0, length)) id += alphabet[byte % alphabet.length];
  pool = pool.subarray(length);
  return id;
}

/**
 * A fresh id with Stripe's prefix: `newId("pi")` is `pi_…`. As Stripe's do, it begins with the time, so that new ids
 * are neighbours in the database's indexes and a payment touches few pages of them.
 */
export function newId(prefix: string): string {
  return `${prefix}_${timeWord(Date.now())}${randomWord(17)}`;
}

/** Seven characters that sort as the time does (until the year 2081). */
function timeWord(ms: number): string {
  let id = "";
  for (let left = ms; id.length < 7; left = Math.floor(left / 62)) id = `${alphabet[left % 62]}${id}`;
  return id;
}

/** `<id>_secret_<random>`: the shape that Stripe.js takes apart to find the id. */
export function newClientSecret(id: string): string {
  return `${id}_secret_${randomWord(25)}`;
}
