// @ts-check
/** @typedef {import("./card-number.js").Problem} Problem */

/** How long an IBAN is in each country whose banks take SEPA direct debits. */
const lengths = Object.fromEntries(
  "AD24 AT20 BE16 BG22 CH21 CY28 CZ24 DE22 DK18 EE20 ES24 FI18 FR27 GB22 GI23 GR27 HR21 HU28 IE22 IS26 IT27 LI21 LT20 LU20 LV21 MC27 MT31 NL18 NO15 PL28 PT25 RO24 SE24 SI19 SK24 SM27 VA22"
    .split(" ")
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
);

const plain = (/** @type {string} */ text) => text.replace(/[^0-9a-z]/gi, "").toUpperCase();

/** @param {string} text */
export function formatIban(text) {
  const compact = plain(text);
  return (compact.slice(0, lengths[compact.slice(0, 2)] ?? 34).match(/.{1,4}/g) ?? []).join(" ");
}

/** @param {string} text */
export const isFullIban = (text) => plain(text).length === lengths[plain(text).slice(0, 2)];

/** The two check digits make the whole number, letters counted from A = 10, leave 1 when divided by 97. @param {string} text @returns {Problem | undefined} */
export function checkIban(text) {
  const iban = plain(text);
  const country = iban.slice(0, 2);
  if (country.length === 2 && !(country in lengths)) {
    return {
      code: "invalid_iban_country_code",
      message: "Bank accounts of this country cannot be debited.",
    };
  }
  if (!isFullIban(iban)) return { code: "incomplete_iban", message: "The IBAN you entered is incomplete." };
  let rest = 0;
  for (const sign of iban.slice(4) + iban.slice(0, 4)) {
    const value = Number.parseInt(sign, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1 ? undefined : { code: "invalid_iban", message: "The IBAN you entered is invalid." };
}

/** @param {string} text */
export const countryOfIban = (text) => plain(text).slice(0, 2);

const eea = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK".split(
  " ",
);

/** Whether a country's banks take part in SEPA from outside the European Economic Area. @param {string} text */
export function isOutsideEea(text) {
  const country = countryOfIban(text);
  return country in lengths && !eea.includes(country);
}
