import { asciiDigits } from "@dualtrack/contract";

/** What stands around words in a sentence, an address book or quotes; `%`, `_` and `\` are part of names. */
const marks = "[,;:.!?\"'„“”‚‘’«»<>()\\[\\]{}]+";
const around = new RegExp(`(?<!\\S)${marks}(?=\\S)|(?<=\\S)${marks}(?!\\S)`, "g");
/** Marks and dashes that stand alone. */
const alone = /(?<!\S)[,;:.!?"'\p{Pd}]+(?!\S)/gu;
/** What covers the other digits of a card: `•••• 4242`, `**** **** **** 4242`. */
const covered = /(?<!\S)(?:[•●∙·*x.][\s-]?){2,}\s*(?=\d{4}(?!\S))/gi;

/** What was typed, as it is compared: usual digits and widths, no marks around words. A text of marks alone stays. */
export function asMatched(typed: string): string {
  const usual = asciiDigits(typed.normalize("NFKC")).trim();
  const bare = usual.replace(covered, " ").replace(around, "").replace(alone, "").replace(/\s+/g, " ").trim();
  return bare || usual;
}
