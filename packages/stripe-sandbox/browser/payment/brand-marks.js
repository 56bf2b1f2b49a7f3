// @ts-check
import { drawing } from "./dom.js";

/** Small marks of our own making, in each brand's colours. */
const frame = (/** @type {string} */ fill, /** @type {string} */ inside) =>
  `<svg class="Mark" viewBox="0 0 24 16" width="24" height="16"><rect width="24" height="16" rx="2" fill="${fill}"/>${inside}</svg>`;
const border =
  '<rect x=".25" y=".25" width="23.5" height="15.5" rx="1.75" fill="none" stroke="#000" stroke-opacity=".2" stroke-width=".5"/>';
const wordmark = (
  /** @type {string} */ text,
  /** @type {string} */ fill,
  /** @type {number} */ size,
  extra = "",
) =>
  `<text x="12" y="8" dy=".36em" text-anchor="middle" font-family="Arial, Helvetica, sans-serif" font-weight="700" font-size="${size}" fill="${fill}" ${extra}>${text}</text>`;

export const cardMark = `<svg class="Mark" viewBox="0 0 24 16" width="24" height="16" fill="none" stroke="currentColor"><rect x=".75" y=".75" width="22.5" height="14.5" rx="2" stroke-width="1.2"/><path d="M1 5.5h22" stroke-width="2.4"/></svg>`;

export const bankMark =
  '<svg class="Mark" viewBox="3.3 0 17.4 16" width="17.4" height="16" fill="none" stroke="currentColor" stroke-width="1.4"><path d="M4 6 12 1.5 20 6ZM4 14.5h16M6.5 7v6M10.2 7v6M13.8 7v6M17.5 7v6"/></svg>';

/** @type {Record<string, string>} */
const marks = {
  visa: frame(
    "#fff",
    border +
      wordmark("VISA", "#1a1f71", 8.4, 'font-style="italic" textLength="19" lengthAdjust="spacingAndGlyphs"'),
  ),
  mastercard: frame(
    "#fff",
    `${border}<circle cx="9.2" cy="8" r="4.6" fill="#eb001b"/><circle cx="14.8" cy="8" r="4.6" fill="#f79e1b"/><path d="M12 4.35a4.6 4.6 0 0 1 0 7.3 4.6 4.6 0 0 1 0-7.3Z" fill="#ff5f00"/>`,
  ),
  amex: frame("#1f72cd", wordmark("AMEX", "#fff", 6.6, 'textLength="18" lengthAdjust="spacingAndGlyphs"')),
  discover: frame(
    "#fff",
    `<path d="M24 9v5a2 2 0 0 1-2 2H9c7-1.2 12-3.5 15-7Z" fill="#f48120"/>${border}<circle cx="15.8" cy="7" r="2.6" fill="#f48120"/><rect x="3.5" y="5.6" width="8.2" height="2.8" rx=".6" fill="#231f20"/>`,
  ),
  jcb: frame(
    "#fff",
    `${border}<rect x="4.5" y="3" width="4.4" height="10" rx="1.8" fill="#0e4c96"/><rect x="9.8" y="3" width="4.4" height="10" rx="1.8" fill="#d7182a"/><rect x="15.1" y="3" width="4.4" height="10" rx="1.8" fill="#1c8a3f"/>`,
  ),
  diners: frame(
    "#fff",
    `${border}<circle cx="12" cy="8" r="5.2" fill="#0069aa"/><path d="M10.6 5.100a3.3 3.3 0 0 0 0 5.800Zm2.8 0a3.3 3.3 0 0 1 0 5.800Z" fill="#fff"/>`,
  ),
  unionpay: frame(
    "#fff",
    `<path d="M5.5 2h5.200L8.3 14H3Z" fill="#d2232a"/><path d="M10.7 2h5.200l-2.4 12H8.300Z" fill="#00447c"/><path d="M15.9 2H21l-2.4 12h-5.100Z" fill="#007b84"/>${border}`,
  ),
  unknown: cardMark,
};

/** @param {import("./brands.js").Brand} brand */
export function brandMark(brand) {
  const mark = drawing(marks[brand.name] ?? marks.unknown ?? "");
  mark.dataset.brand = brand.name;
  return mark;
}

/** What an empty field promises to accept. */
export const brandMarks = () =>
  ["visa", "mastercard", "amex", "discover"].map((name) => drawing(marks[name] ?? ""));

export const securityCodeMark = `<svg class="Mark Mark--code" viewBox="0 0 24 16" width="24" height="16"><rect x=".6" y=".6" width="22.8" height="14.8" rx="2" fill="none" stroke="currentColor" stroke-width="1.2"/><path d="M1 4.8h22" stroke="currentColor" stroke-width="2.4"/><path d="M13.5 10.500h1.600m1.2 0h1.600m1.2 0h1.6" stroke="currentColor" stroke-width="1.8"/></svg>`;
