// @ts-check
import { brandOf, unknownBrand } from "./brands.js";

/** @typedef {{ code: string, message: string }} Problem */

/** Puts a number into the groups printed on its card. @param {string} text */
export function formatCardNumber(text) {
  const all = text.replace(/\D/g, "");
  const { groups, lengths } = brandOf(all);
  let rest = all.slice(0, Math.max(...lengths));
  const parts = [];
  for (const size of groups) {
    if (!rest) break;
    parts.push(rest.slice(0, size));
    rest = rest.slice(size);
  }
  return parts.join(" ");
}

/** The check digit every card number ends with. @param {string} digits */
function passesLuhn(digits) {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]);
    const doubled = digit * 2;
    sum += i % 2 === 0 ? digit : doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** @param {string} text @returns {Problem | undefined} */
export function checkCardNumber(text) {
  const digits = text.replace(/\D/g, "");
  const { lengths } = brandOf(digits);
  const invalid = { code: "invalid_number", message: "Your card number is invalid." };
  if (lengths.includes(digits.length)) return passesLuhn(digits) ? undefined : invalid;
  if (digits.length > Math.max(...lengths)) return invalid;
  return { code: "incomplete_number", message: "Your card number is incomplete." };
}

/** Nothing more can be typed, so what is wrong now stays wrong. @param {string} text */
export function isFullCardNumber(text) {
  const digits = text.replace(/\D/g, "");
  const brand = brandOf(digits);
  return brand !== unknownBrand && digits.length === Math.max(...brand.lengths);
}

/** @param {string} text @param {number} expected @returns {Problem | undefined} */
export function checkSecurityCode(text, expected) {
  if (text.length >= expected) return undefined;
  return { code: "incomplete_cvc", message: "Your card's security code is incomplete." };
}
