import { z } from "../zod.ts";

// Half a surrogate pair is no character, and PostgreSQL refuses it as it does NUL; mails mistake other controls.

/** Text on one line. */
export const oneLine = /^[^\p{Cc}\p{Cs}]*$/u;

/** Text with line breaks. */
export const manyLines = /^(?:[^\p{Cc}\p{Cs}]|[\n\r\t])*$/u;

/** They turn the direction of what follows, on paper and in tables. Phones put them around a name that is copied. */
const directions = /[\u202a-\u202e\u2066-\u2069]/g;

/** Anything but blanks and characters that nobody sees (joiners, fillers, an empty Braille cell). */
const visible = /[^\s\p{Default_Ignorable_Code_Point}\u2800]/u;

/** A text as somebody means it: without the blanks around it, and empty if there is nothing to see. */
function asMeant(text: string): string {
  const meant = text.replace(directions, "").trim();
  return visible.test(meant) ? meant : "";
}

/** What a person types, before its limits: the one rule for all such fields. */
export const typedText = z.string().overwrite(asMeant);
