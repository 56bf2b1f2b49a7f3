// @ts-check
import { de } from "./locales/de.js";
import { es } from "./locales/es.js";
import { fr } from "./locales/fr.js";

/** @type {Record<string, Record<string, string>>} Translations of the English texts in the code. */
const languages = { de, es, fr };
let chosen = "en";

/**
 * Translates a text into the customer's language; English stays where there is no translation.
 * @param {string} english with placeholders such as {shop} @param {Record<string, string>} [values] for the placeholders
 */
export function t(english, values = {}) {
  const text = languages[chosen]?.[english] ?? english;
  return text.replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);
}

/** Adds a page's translations; those of the fields stay. @param {Record<string, Record<string, string>>} more by language */
export function addTranslations(more) {
  for (const [name, text] of Object.entries(more)) languages[name] = { ...text, ...languages[name] };
}

/** @param {string} [locale] as `elements()` takes it: "auto" is the browser's, unknown ones are English */
export function setLanguage(locale = "auto") {
  const [language = "en"] = (locale === "auto" ? navigator.language : locale).split("-");
  chosen = language in languages ? language : "en";
  document.documentElement.lang = chosen;
}

/** The code of the language in use, such as "de". */
export const language = () => chosen;
