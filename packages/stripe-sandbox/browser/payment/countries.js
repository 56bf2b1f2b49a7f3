// @ts-check
import { language } from "./translate.js";

const codes =
  "AC AD AE AF AG AI AL AM AO AQ AR AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CD CF CG CH CI CK CL CM CN CO CR CV CW CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HN HR HT HU ID IE IL IM IN IO IQ IS IT JE JM JO JP KE KG KH KI KM KN KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MK ML MM MN MO MQ MR MS MT MU MV MW MX MY MZ NA NC NE NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PY QA RE RO RS RU RW SA SB SC SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SZ TA TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VG VN VU WF WS XK YE YT ZA ZM ZW";

/** All countries by name, in the language spoken now. @param {string[] | null} [allowed] only these codes */
export function countryChoices(allowed) {
  const names = new Intl.DisplayNames([language()], { type: "region" });
  const order = new Intl.Collator(language());
  return codes
    .split(" ")
    .filter((code) => !allowed || allowed.includes(code))
    .map((value) => ({ value, text: names.of(value) ?? value }))
    .sort((a, b) => order.compare(a.text, b.text));
}

/** The three countries whose banks check postal codes; Stripe asks for one only there. */
const postalCodes = {
  US: { label: "ZIP", placeholder: "12345", inputmode: "numeric", pattern: /^\d{5}$/, length: 5 },
  CA: {
    label: "Postal code",
    placeholder: "M5T 1T4",
    inputmode: "text",
    pattern: /^[A-Z]\d[A-Z] ?\d[A-Z]\d$/i,
    length: 7,
  },
  GB: {
    label: "Postal code",
    placeholder: "WS11 1DB",
    inputmode: "text",
    pattern: /^[A-Z\d]{2,4} ?\d[A-Z]{2}$/i,
    length: 8,
  },
};

/** @param {string} country */
export const postalCodeOf = (country) => Object.entries(postalCodes).find(([code]) => code === country)?.[1];
