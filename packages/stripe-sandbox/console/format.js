// @ts-check
import { clock } from "./clock.js";

/** Amounts, times and counts as people write them. Minor units and unix seconds come in. */

/** How Stripe counts minor units; browsers know most currencies otherwise. https://docs.stripe.com/currencies#zero-decimal */
const noDecimals = new Set("bif clp djf gnf jpy kmf krw mga pyg rwf ugx vnd vuv xaf xof xpf".split(" "));
const threeDecimals = new Set("bhd jod kwd omr tnd".split(" "));

/** `1999, "usd"` is `$19.99 USD`. @param {number} amount @param {string} currency */
export function money(amount, currency) {
  const digits = noDecimals.has(currency) ? 0 : threeDecimals.has(currency) ? 3 : 2;
  const code = currency.toUpperCase();
  const text = new Intl.NumberFormat("en", {
    style: "currency",
    currency: code,
    currencyDisplay: "narrowSymbol",
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(amount / 10 ** digits);
  // Where there is no symbol the code already stands in front.
  return text.includes(code) ? text.replace(code, "").trim().concat(` ${code}`) : `${text} ${code}`;
}

/** @type {[number, string][]} */
const spans = [
  [86_400, "d"],
  [3_600, "h"],
  [60, "min"],
];

/** `90` is `1 min`, `200000` is `2 d`. @param {number} seconds */
export function span(seconds) {
  for (const [size, unit] of spans) if (seconds >= size) return `${Math.floor(seconds / size)} ${unit}`;
  return `${Math.floor(seconds)} s`;
}

/** `3 min ago`, `in 6 d`; a date when it is long ago. @param {number} seconds */
export function relative(seconds) {
  const past = clock.now() / 1000 - seconds;
  if (past > 6 * 86_400)
    return new Date(seconds * 1000).toLocaleDateString("en", {
      day: "numeric",
      month: "short",
      ...(past > 300 * 86_400 ? { year: "numeric" } : {}),
    });
  if (past >= 5) return `${span(past)} ago`;
  if (past > -1) return "just now";
  return `in ${span(-past)}`;
}

/** `21 Nov 2026, 14:03:12`. @param {number} milliseconds */
export function exact(milliseconds) {
  return new Date(milliseconds).toLocaleString("en-GB", {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
}

/** `1, "payment"` is `1 payment`. @param {number} count @param {string} one @param {string} [many] */
export function counted(count, one, many = `${one}s`) {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}

/** @param {number} bytes */
export function size(bytes) {
  const units = ["B", "kB", "MB", "GB"];
  let value = bytes;
  while (value >= 1000 && units.length > 1) {
    value /= 1000;
    units.shift();
  }
  return `${value.toLocaleString("en", { maximumFractionDigits: value < 10 ? 1 : 0 })} ${units[0]}`;
}

/** `payment_method` is `payment method`. @param {string} name */
export function plain(name) {
  return name.replace(/[_.-]+/g, " ");
}

/** `settle-refund` is `Settle refund`. @param {string} text */
export function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
