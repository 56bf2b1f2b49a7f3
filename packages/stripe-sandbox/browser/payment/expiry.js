// @ts-check
/** @typedef {import("./card-number.js").Problem} Problem */

/**
 * Understands what people, browsers and password managers write: 1234, 12/34, 12 / 2034, 1/34, 2034-12.
 * @param {string} text
 */
export function formatExpiry(text) {
  const isoLike = /^\s*(\d{4})-(\d{1,2})\s*$/.exec(text);
  const plain = isoLike ? `${isoLike[2]}/${isoLike[1]}` : text;
  const [first = "", second] = plain.split(/[/\-.]/).map((part) => part.replace(/\D/g, ""));
  let month = first.slice(0, 2);
  let year = second ?? "";
  if (second === undefined) year = first.slice(2);
  // "13" can only mean January of a year beginning with 3.
  if (Number(month) > 12) [month, year] = [`0${month[0]}`, month.slice(1) + year];
  if (/^[2-9]$/.test(month) || (month === "1" && second !== undefined)) month = `0${month}`;
  if (year.length >= 4 && year.startsWith("20")) year = year.slice(2);
  if (month.length < 2) return month;
  return `${month} / ${year.slice(0, 2)}`;
}

/** @param {string} text */
export function parseExpiry(text) {
  const [, month, year] = /^(\d\d) \/ (\d\d)$/.exec(text) ?? [];
  return month && year ? { month: Number(month), year: 2000 + Number(year) } : undefined;
}

/** @param {string} text @param {Date} now @returns {Problem | undefined} */
export function checkExpiry(text, now) {
  const expiry = parseExpiry(text);
  if (text.startsWith("00")) {
    return { code: "invalid_expiry_month", message: "Your card's expiration date is invalid." };
  }
  if (!expiry) return { code: "incomplete_expiry", message: "Your card's expiration date is incomplete." };
  if (expiry.year < now.getFullYear()) {
    return { code: "invalid_expiry_year_past", message: "Your card's expiration year is in the past." };
  }
  if (expiry.year > now.getFullYear() + 50) {
    return { code: "invalid_expiry_year", message: "Your card's expiration year is invalid." };
  }
  if (expiry.year === now.getFullYear() && expiry.month <= now.getMonth()) {
    return { code: "invalid_expiry_month_past", message: "Your card's expiration date is in the past." };
  }
  return undefined;
}
