// @ts-check
import { neverAsked } from "../payment/never-asked.js";

/** @typedef {Record<string, any>} Bag */

/** The sizes that an appearance will give to a frame's parts, in pixels. @param {Bag} [appearance] */
function sizesOf(appearance) {
  const { variables = {}, rules = {}, labels, inputs } = appearance ?? {};
  /** @param {string | undefined} text @param {number} otherwise */
  const pixels = (text, otherwise) => {
    const [, number, unit] = /^([\d.]+)(px|rem|)(\s|$)/.exec(text ?? "") ?? [];
    return number === undefined ? otherwise : Number(number) * (unit === "rem" ? 16 : 1);
  };
  /** @param {string} name @param {number} otherwise */
  const size = (name, otherwise) => pixels(variables[name], otherwise);
  const font = size("fontSizeBase", 16);
  const small = size("fontSizeSm", font * 0.93);
  const unit = size("spacingUnit", 4);
  const line = size("fontLineHeight", 1.25);
  const labelFont = pixels(rules[".Label"]?.fontSize, size("labelFontSize", small));
  const isCondensed = inputs === "condensed";
  const floats = labels === "floating" || (isCondensed && labels !== "above");
  const label = labelFont * 1.4 + pixels(rules[".Label"]?.marginBottom, size("labelSpacing", unit));
  const padding = Math.max(pixels(rules[".Input"]?.padding, 0), 3 * unit);
  const input = pixels(rules[".Input"]?.fontSize, font) * line + 2 * padding + 2;
  return {
    unit,
    row: input + (floats ? font * 0.6 : label),
    gap: isCondensed ? 1 : size("gridRowSpacing", size("spacingGridRow", 3 * unit)),
    header: Math.max(small * line, 16) + 8 * unit,
  };
}

/** @param {number} rows @param {Bag} [appearance] */
export function guessFieldsHeight(rows, appearance) {
  const { row, gap } = sizesOf(appearance);
  return Math.ceil(rows * row + (rows - 1) * gap + 8);
}

/** @param {number} width of the place @param {Bag} options of the Payment Element @param {Bag | undefined} appearance @param {number} methods how many ways to pay there will be */
export function guessPaymentHeight(width, options, appearance, methods) {
  const { unit, header, gap } = sizesOf(appearance);
  const layout = typeof options.layout === "string" ? { type: options.layout } : (options.layout ?? {});
  const isTabs = layout.type === "tabs";
  const isCollapsed = layout.defaultCollapsed ?? (!isTabs && methods > 1);
  const inner = isTabs ? width : width - 8 * unit - 2;
  const never = neverAsked(options.fields, "card");
  const asksPostal = !never.has("address.postal_code") && ["US", "GB", "CA"].includes(options.country);
  const more = (never.has("address.country") ? 0 : 1) + (asksPostal ? 1 : 0);
  const rows = inner >= 480 ? 1 + Math.min(more, 1) : 2 + more;
  const fields = isCollapsed ? 0 : guessFieldsHeight(rows, appearance) - 8;
  const below = isCollapsed ? 0 : 4 * unit;
  if (isTabs) return Math.ceil(fields + (methods > 1 ? header + below + 20 : 0) + 8);
  const between = layout.spacedAccordionItems ? (methods - 1) * (gap + 1) : 0;
  return Math.ceil(methods * (header + 1) + 1 + between + fields + below + 8);
}
