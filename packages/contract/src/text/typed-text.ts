import { z } from "../zod.ts";

// PostgreSQL refuses lone surrogates and NUL; other control characters break mails.

/** Text on one line. */
export const oneLine = /^[^\p{Cc}\p{Cs}]*$/u;

/** Text with line breaks. */
export const manyLines = /^(?:[^\p{Cc}\p{Cs}]|[\n\r\t])*$/u;

/** They change the direction of the text after them. Phones put them around a copied name. */
const directions = /[\u202a-\u202e\u2066-\u2069]/g;

/** Any character except blanks and invisible ones (joiners, fillers, an empty Braille cell). */
const visible = /[^\s\p{Default_Ignorable_Code_Point}\u2800]/u;

/** The text without direction marks and surrounding blanks; empty if no visible character is left. */
function normalise(text: string): string {
  const normalised = text.replace(directions, "").trim();
  return visible.test(normalised) ? normalised : "";
}

/** The base of all text fields that people type into; each adds its limits. */
export const typedText = z.string().overwrite(normalise);
