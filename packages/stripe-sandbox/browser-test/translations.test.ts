import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { de } from "../browser/payment/locales/de.js";
import { es } from "../browser/payment/locales/es.js";
import { fr } from "../browser/payment/locales/fr.js";

const languages: Record<string, Record<string, string>> = { de, es, fr };
/** Names of brands, and what Stripe itself says in English. */
const untranslated = ["brands.js", "connection.js"];
const sources = ["payment", "address", "link-authentication"].flatMap((folder) => {
  const url = new URL(`../browser/${folder}/`, import.meta.url);
  return readdirSync(url)
    .filter((name) => name.endsWith(".js") && !untranslated.includes(name))
    .map((name) => readFileSync(new URL(name, url), "utf8"));
});
const code = sources.join("\n");

test.each(Object.keys(languages))(
  "in %s nothing is left in English, and nothing is translated in vain",
  (name) => {
    const translations = languages[name] ?? {};
    const messages = [...code.matchAll(/message:\s+"([^"]+)"|(?:\bt|label:|title:|legend:)\(?\s*"([^"]+)"/g)]
      .map(([, message, other]) => message ?? other ?? "")
      .filter((text) => /[a-z]/.test(text));
    expect(messages.length).toBeGreaterThan(30);
    expect(messages.filter((text) => !(text in translations))).toEqual([]);
    expect(
      Object.keys(translations).filter((text) => !code.includes(`"${text}"`) && !code.includes(`${text}: `)),
    ).toEqual([]);
  },
);

test.each(Object.keys(languages))("in %s the places in a sentence stay", (name) => {
  const placesOf = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();
  for (const [english, translated] of Object.entries(languages[name] ?? {}))
    expect(placesOf(translated)).toEqual(placesOf(english));
});
