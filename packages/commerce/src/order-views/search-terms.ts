import { asciiDigits, parseOrderNumber } from "@dualtrack/contract";
import type { Tx } from "@dualtrack/db";
import { asMatched } from "../search/as-matched.ts";
import { foldTerms } from "../search/fold-terms.ts";
import { withOrderNumbers } from "../search/read-order-number.ts";

/** The parsed search text; an order must match all parts. */
export interface SearchTerms {
  /** Each is a list of texts, one of which the order's document must contain. */
  documentTerms: string[][];
  /** Prefixes of ids at Stripe. */
  stripeIds: string[];
}

/** A trigram index finds texts of this length anywhere, and shorter ones only at the beginning of a word. */
const trigramLength = 3;
/** A number this long may be a part of a phone number or an id. */
const longNumber = 6;
/** Number of last digits of a phone number, which are the same with and without the country's code. */
const phoneTail = 9;

/** Parses a search text. A term matches words that contain it; a short number matches only the same number. */
export async function readSearch(tx: Tx, q: string): Promise<SearchTerms> {
  const phone = phoneDigits(q);
  if (phone !== null) return { documentTerms: [[phone]], stripeIds: [] };
  const terms = withOrderNumbers(asMatched(q)).split(" ").filter(Boolean);
  const isStripeId = (word: string) => /^(?:pi|cs|ch|py|re|pyr|dp|du|issfr|prv)_/.test(word);
  const texts = terms.filter((word) => !isStripeId(word));
  return {
    documentTerms: (await foldTerms(tx, texts)).map((spellings) => spellings.flatMap(textsOf)),
    stripeIds: terms.filter(isStripeId),
  };
}

/** The last digits of a search text in the form of a phone number; null for anything else. */
function phoneDigits(typed: string): string | null {
  const q = asciiDigits(typed.normalize("NFKC")).replace(/\p{Pd}/gu, "-");
  const digits = q.replace(/\D/g, "").replace(/^0+/, "");
  const isPhone = /^[+0(][\d\s()/.-]*$/.test(q) && digits.length >= longNumber;
  return isPhone ? digits.slice(-phoneTail) : null;
}

/** The texts that a document may contain for a folded word; in documents every word has spaces around it. */
function textsOf(word: string): string[] {
  if (parseOrderNumber(word.toUpperCase()) !== null) return [` ${word} `];
  if (/^\d+$/.test(word)) return [word.length < longNumber ? ` ${word} ` : word];
  const digits = word.replace(/\D/g, "");
  // 415-555-0123 is also found as 4155550123.
  if (/^[\d()./-]+$/.test(word) && digits.length > longNumber) return [word, digits];
  return [word.length < trigramLength && /^[a-z]+$/.test(word) ? ` ${word}` : word];
}
