// @ts-check
/** @typedef {Record<string, any>} Bag */

/** @type {Record<string, Record<string, string>>} */
const themes = {
  stripe: {},
  night: {
    colorPrimary: "#85d996",
    colorBackground: "#30313d",
    colorText: "#ffffff",
    colorTextSecondary: "#c3c4d0",
    colorTextPlaceholder: "#a8a9b8",
    colorDanger: "#fe87a1",
    inputColorBorder: "#575868",
    inputBoxShadow: "0 2px 4px rgb(0 0 0 / 0.3)",
  },
  flat: {
    colorPrimary: "#0a5dc2",
    colorBackground: "#f1f1f1",
    colorText: "#1a1b25",
    colorTextSecondary: "#5d5e6b",
    colorTextPlaceholder: "#62636f",
    colorDanger: "#c0123c",
    inputColorBorder: "transparent",
    inputBoxShadow: "none",
    borderRadius: "4px",
  },
  none: {
    colorPrimary: "#0a5dc2",
    colorText: "#000000",
    colorDanger: "#b00020",
    inputColorBorder: "#767676",
    inputBoxShadow: "none",
    borderRadius: "0px",
    spacingUnit: "3px",
  },
};

const selector =
  /^\.[A-Z][A-Za-z]*(--[a-z]+)*(:(hover|focus|active|autofill|disabled|focus-visible)|::(placeholder|selection))*$/;
const property =
  /^(-webkit-|-moz-)?(background|border|box-?shadow|color|fill|font|letter-?spacing|line-?height|margin|opacity|outline|padding|text|transition)/i;

const rules = new CSSStyleSheet();
document.adoptedStyleSheets = [rules];
/** @type {Set<string>} */
const set = new Set();

/**
 * Follows the page's `appearance`: a theme, then variables over it, then rules over both.
 * @param {Bag} [appearance]
 */
export function followAppearance(appearance = {}) {
  const theme = themes[appearance.theme] ? appearance.theme : "stripe";
  const root = document.documentElement;
  root.dataset.theme = theme;
  const { inputs = "spaced", labels = "auto" } = appearance;
  root.dataset.inputs = inputs;
  // https://docs.stripe.com/elements/appearance-api#inputs-and-labels
  root.dataset.labels = labels === "auto" ? (inputs === "condensed" ? "floating" : "above") : labels;
  root.dataset.still = String(Boolean(appearance.disableAnimations));
  for (const name of set) root.style.removeProperty(name);
  set.clear();
  for (const [name, value] of Object.entries({ ...themes[theme], ...appearance.variables })) {
    if (typeof value !== "string" || !/^[a-zA-Z0-9]+$/.test(name) || value.includes("url(")) continue;
    root.style.setProperty(`--${name}`, value);
    set.add(`--${name}`);
  }
  rules.replaceSync("");
  for (const [chosen, declarations] of Object.entries(appearance.rules ?? {})) addRule(chosen, declarations);
}

/** @param {string} chosen @param {unknown} declarations */
function addRule(chosen, declarations) {
  const isKnown = chosen.split(",").every((part) => selector.test(part.trim()));
  if (!isKnown || typeof declarations !== "object" || !declarations) {
    console.warn(`appearance.rules: '${chosen}' is not a selector that Elements supports.`);
    return;
  }
  const rule = rules.cssRules[rules.insertRule(`${chosen} {}`, rules.cssRules.length)];
  if (!(rule instanceof CSSStyleRule)) return;
  for (const [name, value] of Object.entries(declarations)) {
    const cssName = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    if (property.test(name) && !String(value).includes("url("))
      rule.style.setProperty(cssName, String(value));
    else console.warn(`appearance.rules: '${name}' is not a property that Elements supports.`);
  }
}

/**
 * Loads the shop's own fonts into the frame.
 * @param {Bag[]} [fonts]
 */
export function loadFonts(fonts = []) {
  for (const { cssSrc, family, src, ...descriptors } of fonts) {
    const key = cssSrc ?? `${family} ${src}`;
    if (loaded.has(key)) continue;
    loaded.add(key);
    if (cssSrc) {
      const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: cssSrc });
      document.head.append(link);
    } else {
      const face = new FontFace(family, src, descriptors);
      document.fonts.add(face);
      face.load().catch(() => console.warn(`fonts: '${family}' could not be loaded.`));
    }
  }
}
/** @type {Set<string>} */
const loaded = new Set();
