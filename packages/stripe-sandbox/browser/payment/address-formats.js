// @ts-check
/**
 * @typedef {object} Format how an address is written in a country
 * @property {string[]} order of the API's names, as a customer meets them
 * @property {string} [state] what the part of the country is called
 * @property {[code: string, name: string][]} [states] its parts, where they are chosen from a list
 * @property {string} [city] what the town is called
 * @property {string} [postal] what the postal code is called
 * @property {RegExp} [pattern] of the postal code
 * @property {string} [example]
 * @property {string[]} [optional] beside the second line
 */

/** @param {string} text such as "AL Alabama;AK Alaska" @returns {[string, string][]} */
const parts = (text) =>
  text.split(";").map((part) => [part.slice(0, part.indexOf(" ")), part.slice(part.indexOf(" ") + 1)]);

const usStates = parts(
  "AL Alabama;AK Alaska;AZ Arizona;AR Arkansas;CA California;CO Colorado;CT Connecticut;DE Delaware;DC District of Columbia;FL Florida;GA Georgia;HI Hawaii;ID Idaho;IL Illinois;IN Indiana;IA Iowa;KS Kansas;KY Kentucky;LA Louisiana;ME Maine;MD Maryland;MA Massachusetts;MI Michigan;MN Minnesota;MS Mississippi;MO Missouri;MT Montana;NE Nebraska;NV Nevada;NH New Hampshire;NJ New Jersey;NM New Mexico;NY New York;NC North Carolina;ND North Dakota;OH Ohio;OK Oklahoma;OR Oregon;PA Pennsylvania;PR Puerto Rico;RI Rhode Island;SC South Carolina;SD South Dakota;TN Tennessee;TX Texas;UT Utah;VT Vermont;VA Virginia;WA Washington;WV West Virginia;WI Wisconsin;WY Wyoming",
);
const provinces = parts(
  "AB Alberta;BC British Columbia;MB Manitoba;NB New Brunswick;NL Newfoundland and Labrador;NT Northwest Territories;NS Nova Scotia;NU Nunavut;ON Ontario;PE Prince Edward Island;QC Quebec;SK Saskatchewan;YT Yukon",
);
const australia = parts(
  "ACT Australian Capital Territory;NSW New South Wales;NT Northern Territory;QLD Queensland;SA South Australia;TAS Tasmania;VIC Victoria;WA Western Australia",
);

const street = ["line1", "line2"];
/** @type {Format} Most of Europe: the code before the town. */
const codeFirst = { order: [...street, "postal_code", "city"] };
/** @type {Format} */
const codeLast = { order: [...street, "city", "postal_code"] };
/** @type {Format} */
const withState = { order: [...street, "city", "state", "postal_code"] };

const four = { pattern: /^\d{4}$/, example: "1010" };
const five = { pattern: /^\d{5}$/, example: "10115" };

/** @type {Record<string, Format>} */
const formats = {
  AE: { order: [...street, "state"], state: "Emirate" },
  AT: { ...codeFirst, ...four },
  AU: { ...withState, states: australia, city: "Suburb", pattern: /^\d{4}$/, example: "2000" },
  BE: { ...codeFirst, ...four },
  BR: { ...withState, pattern: /^\d{5}-?\d{3}$/, example: "01310-100" },
  CA: {
    ...withState,
    states: provinces,
    state: "Province",
    pattern: /^[A-Z]\d[A-Z] ?\d[A-Z]\d$/i,
    example: "M5T 1T4",
  },
  CH: { ...codeFirst, ...four },
  CZ: { ...codeFirst, pattern: /^\d{3} ?\d{2}$/ },
  DE: { ...codeFirst, ...five },
  DK: { ...codeFirst, ...four },
  EE: { ...codeFirst, ...five },
  ES: { order: [...street, "postal_code", "city", "state"], state: "Province", ...five },
  FI: { ...codeFirst, ...five },
  FR: { ...codeFirst, ...five },
  GB: {
    ...codeLast,
    city: "Town or city",
    pattern: /^[A-Z\d]{2,4} ?\d[A-Z]{2}$/i,
    example: "WS11 1DB",
  },
  GR: { ...codeFirst, pattern: /^\d{3} ?\d{2}$/ },
  HK: { order: [...street, "state"], state: "Area" },
  HU: { ...codeFirst, ...four },
  IE: {
    order: [...street, "city", "state", "postal_code"],
    state: "County",
    optional: ["postal_code", "state"],
  },
  IN: { ...withState, pattern: /^\d{6}$/ },
  IT: { order: [...street, "postal_code", "city", "state"], state: "Province", ...five },
  JP: {
    order: ["postal_code", "state", "city", ...street],
    state: "Prefecture",
    pattern: /^\d{3}-?\d{4}$/,
    example: "100-0001",
  },
  LT: { ...codeFirst, pattern: /^(LT-)?\d{5}$/i },
  LU: { ...codeFirst, ...four },
  LV: { ...codeFirst, pattern: /^(LV-)?\d{4}$/i },
  MX: { ...withState, ...five },
  NL: { ...codeFirst, pattern: /^\d{4} ?[A-Z]{2}$/i, example: "1012 AB" },
  NO: { ...codeFirst, ...four },
  NZ: { ...codeLast, ...four },
  PL: { ...codeFirst, pattern: /^\d{2}-?\d{3}$/, example: "00-950" },
  PT: { ...codeFirst, pattern: /^\d{4}(-?\d{3})?$/ },
  RO: { ...codeLast, pattern: /^\d{6}$/ },
  SE: { ...codeFirst, pattern: /^\d{3} ?\d{2}$/ },
  SG: { order: [...street, "postal_code"], pattern: /^\d{6}$/ },
  SI: { ...codeFirst, ...four },
  SK: { ...codeFirst, pattern: /^\d{3} ?\d{2}$/ },
  US: {
    ...withState,
    states: usStates,
    postal: "ZIP code",
    pattern: /^\d{5}(-\d{4})?$/,
    example: "12345",
  },
};

/** Countries without a format of their own: nothing but street and town is sure to exist. @type {Format} */
const anywhere = { ...codeLast, optional: ["postal_code"] };

/** @param {string} country */
export const formatOf = (country) => formats[country] ?? anywhere;
