// @ts-check
import { de } from "./locales/de.js";
import { es } from "./locales/es.js";
import { fr } from "./locales/fr.js";

/** @type {Record<string, Record<string, string>>} What is written in English in the code, in other languages. */
const languages = { de, es, fr };
let chosen = "en";

/**
 * Says something in the customer's language, or in English where there are no words for it.
 * @param {string} english may hold places such as {shop} @param {Record<string, string>} [values] what stands there
 */
export function t(english, values = {}) {
  const words = languages[chosen]?.[english] ?? english;
  return words.replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);
}

/** Adds the words of a page that says more than fields do; what the fields say stays. @param {Record<string, Record<string, string>>} more by language */
export function learn(more) {
  for (const [name, words] of Object.entries(more)) languages[name] = { ...words, ...languages[name] };
}

/** @param {string} [locale] as `elements()` takes it: "auto" is the browser's, unknown ones are English */
export function speak(locale = "auto") {
  const [language = "en"] = (locale === "auto" ? navigator.language : locale).split("-");
  chosen = language in languages ? language : "en";
  document.documentElement.lang = chosen;
}

/** The language spoken now: a code such as "de". */
export const language = () => chosen;
