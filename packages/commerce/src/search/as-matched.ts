import { asciiDigits } from "@dualtrack/contract";

/** Punctuation around words; `%`, `_` and `\` are not in it, as they are part of names. */
const marks = "[,;:.!?\"'„“”‚‘’«»<>()\\[\\]{}]+";
const surroundingMarks = new RegExp(`(?<!\\S)${marks}(?=\\S)|(?<=\\S)${marks}(?!\\S)`, "g");
/** Punctuation and dashes between spaces. */
const isolatedMarks = /(?<!\S)[,;:.!?"'\p{Pd}]+(?!\S)/gu;
/** The masked digits of a card: `•••• 4242`, `**** **** **** 4242`. */
const maskedDigits = /(?<!\S)(?:[•●∙·*x.][\s-]?){2,}\s*(?=\d{4}(?!\S))/gi;

/** A search text as it is compared: ASCII digits, normal widths, no punctuation around words. A text of punctuation only stays. */
export function asMatched(typed: string): string {
  const normalised = asciiDigits(typed.normalize("NFKC")).trim();
  const bare = normalised
    .replace(maskedDigits, " ")
    .replace(surroundingMarks, "")
    .replace(isolatedMarks, "")
    .replace(/\s+/g, " ")
    .trim();
  return bare || normalised;
}
