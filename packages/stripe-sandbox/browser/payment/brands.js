// @ts-check
/** @typedef {{ name: string, title: string, prefixes: RegExp, lengths: number[], groups: number[], cvc: number }} Brand */

const fours = [4, 4, 4, 4, 3];

/** @type {Brand[]} */
export const brands = [
  { name: "visa", title: "Visa", prefixes: /^4/, lengths: [16], groups: fours, cvc: 3 },
  {
    name: "mastercard",
    title: "Mastercard",
    prefixes: /^(5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/,
    lengths: [16],
    groups: fours,
    cvc: 3,
  },
  { name: "amex", title: "American Express", prefixes: /^3[47]/, lengths: [15], groups: [4, 6, 5], cvc: 4 },
  {
    name: "discover",
    title: "Discover",
    prefixes: /^(6011|64[4-9]|65)/,
    lengths: [16],
    groups: fours,
    cvc: 3,
  },
  { name: "jcb", title: "JCB", prefixes: /^35(2[89]|[3-8])/, lengths: [16], groups: fours, cvc: 3 },
  {
    name: "diners",
    title: "Diners Club",
    prefixes: /^3(0[0-5]|095|[689])/,
    lengths: [14, 16],
    groups: [4, 6, 6],
    cvc: 3,
  },
  {
    name: "unionpay",
    title: "UnionPay",
    prefixes: /^(62|81)/,
    lengths: [16, 17, 18, 19],
    groups: fours,
    cvc: 3,
  },
];

/** @type {Brand} */
export const unknownBrand = {
  name: "unknown",
  title: "Card",
  prefixes: /^/,
  lengths: [16, 17, 18, 19],
  groups: fours,
  cvc: 3,
};

/** @param {string} digits */
export const brandOf = (digits) => brands.find((brand) => brand.prefixes.test(digits)) ?? unknownBrand;
