import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { de } from "../browser/checkout/locales/de.js";
import { es } from "../browser/checkout/locales/es.js";
import { fr } from "../browser/checkout/locales/fr.js";

const folder = new URL("../browser/checkout/", import.meta.url);

test("every language has the same texts, with the same placeholders", () => {
  for (const translations of [es, fr]) expect(Object.keys(translations)).toEqual(Object.keys(de));
  const places = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();
  for (const translations of [de, es, fr])
    for (const [english, translated] of Object.entries(translations))
      expect(places(translated)).toEqual(places(english));
});

test("what the page says in English is known in the other languages", () => {
  const files = readdirSync(folder).filter((name) => name.endsWith(".js"));
  const code = files.map((name) => readFileSync(new URL(name, folder), "utf8")).join("\n");
  const translated = [...code.matchAll(/\bt\(\s*"([^"]+)"/g)].map(([, english]) => english);
  expect(translated.length).toBeGreaterThan(25);
  // The words of fields are with the fields.
  expect(translated.filter((english) => english !== "Email" && !Object.hasOwn(de, english ?? ""))).toEqual(
    [],
  );
});
