import { asciiDigits, parseOrderNumber } from "@dualtrack/contract";
import type { Tx } from "@dualtrack/db";
import { asMatched } from "../search/as-matched.ts";
import { foldTerms } from "../search/fold-terms.ts";
import { withOrderNumbers } from "../search/read-order-number.ts";

/** What was typed, taken apart: an order is found if all of it fits. */
export interface SearchTerms {
  /** Each is a list of texts, one of which the order's document must contain. */
  documentTerms: string[][];
  /** Beginnings of ids at Stripe. */
  stripeIds: string[];
}

/** A trigram index finds a text of this length anywhere, and a shorter one at the beginning of a word. */
const trigramLength = 3;
/** A number this long is part of a phone number or an id, so it may stand inside of one. */
const longNumber = 6;
/** Of a phone number, the part that is the same with and without the country's code. */
const phoneTail = 9;

/** Reads a search text. A word finds what contains it; a short number only what is that number as a whole. */
export async function readSearch(tx: Tx, q: string): Promise<SearchTerms> {
  const phone = phoneDigits(q);
  if (phone !== null) return { documentTerms: [[phone]], stripeIds: [] };
  const terms = withOrderNumbers(asMatched(q)).split(" ").filter(Boolean);
  const isStripeId = (word: string) => /^(?:pi|ch|py|re|pyr|dp|du|issfr|prv)_/.test(word);
  const texts = terms.filter((word) => !isStripeId(word));
  return {
    documentTerms: (await foldTerms(tx, texts)).map((writings) => writings.flatMap(textsOf)),
    stripeIds: terms.filter(isStripeId),
  };
}

/** The digits of a phone number that is written as one; null for anything else. */
function phoneDigits(typed: string): string | null {
  const q = asciiDigits(typed.normalize("NFKC")).replace(/\p{Pd}/gu, "-");
  const digits = q.replace(/\D/g, "").replace(/^0+/, "");
  const isPhone = /^[+0(][\d\s()/.-]*$/.test(q) && digits.length >= longNumber;
  return isPhone ? digits.slice(-phoneTail) : null;
}

/** How a folded word stands in a document, in which every word has spaces around it. */
function textsOf(word: string): string[] {
  if (parseOrderNumber(word.toUpperCase()) !== null) return [` ${word} `];
  if (/^\d+$/.test(word)) return [word.length < longNumber ? ` ${word} ` : word];
  const digits = word.replace(/\D/g, "");
  // 415-555-0123 is also found as 4155550123.
  if (/^[\d()./-]+$/.test(word) && digits.length > longNumber) return [word, digits];
  return [word.length < trigramLength && /^[a-z]+$/.test(word) ? ` ${word}` : word];
}
