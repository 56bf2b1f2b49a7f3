import type { Money, QuoteChange, RefusalDetails } from "@dualtrack/contract";
import { quoteParts } from "@dualtrack/contract";
import type { QuoteRow } from "@dualtrack/db";
import { DomainError } from "../domain-error.ts";
import { readQuotedMethod } from "../shipping/quoted-method.ts";
import { isExempt } from "./is-exempt.ts";
import { isOtherMethod } from "./requote.ts";

interface SeenQuote {
  currency: string;
  /** Null: there is none of the number that the customer has sent. */
  seen: QuoteRow | null;
  now: QuoteRow;
  /** Codes that take nothing off now. */
  refused: RefusalDetails["QUOTE_CHANGED"]["codes"];
}

/**
 * The refusal to charge another price than the one that the customer has seen: QUOTE_CHANGED with the parts that differ; null
 * if none does. The number alone does not matter: another tab may have asked for other prices between. Neither does tax that
 * prices contain, as the customer pays the same, unless a business gets the goods exempt from it in one of both.
 */
export function refusalOfUnseenQuote({ currency, seen, now, refused }: SeenQuote): DomainError | null {
  if (seen !== null && !isOtherMethod(seen, now) && chargesOf(seen) === chargesOf(now)) return null;
  return new DomainError("QUOTE_CHANGED", {
    changes: changesOf(seen, now, currency),
    shippingMethod: methodChange(seen, now),
    codes: refused.filter(({ code }) => seen?.discounts.some((discount) => discount.code === code)),
  });
}

/** What is charged for everything. */
function chargesOf({ lines, ...sums }: QuoteRow): string {
  const { subtotalAmount, discountAmount, shippingAmount, totalAmount } = sums;
  const ofLines = lines
    .toSorted((a, b) => a.position - b.position)
    .map((line) => [line.position, line.discountAmount, line.totalAmount]);
  return JSON.stringify([
    subtotalAmount,
    discountAmount,
    shippingAmount,
    totalAmount,
    addedTax(sums),
    isExempt({ lines, ...sums }),
    ofLines,
  ]);
}

/** Tax on top of prices. */
function addedTax({ taxBehavior, taxAmount }: Pick<QuoteRow, "taxBehavior" | "taxAmount">): number {
  return taxBehavior === "exclusive" ? taxAmount : 0;
}

/** The names of the methods, if another one is due; null: the same. */
function methodChange(
  before: QuoteRow | null,
  now: QuoteRow,
): RefusalDetails["QUOTE_CHANGED"]["shippingMethod"] {
  const [was, is] = [readQuotedMethod(before?.shippingMethod), readQuotedMethod(now.shippingMethod)];
  if (before === null || was === null || is === null || !isOtherMethod(before, now)) return null;
  return { before: was.name, after: is.name };
}

/** What differs, and the total in any case. */
function changesOf(before: QuoteRow | null, now: QuoteRow, currency: string): QuoteChange[] {
  const money = (amount: number): Money => ({ amount, currency });
  const isOtherTax = before !== null && isExempt(before) !== isExempt(now);
  const taxOf = (quote: QuoteRow) => (isOtherTax ? quote.taxAmount : addedTax(quote));
  const amountOf = (quote: QuoteRow, part: QuoteChange["part"]) =>
    part === "tax" ? taxOf(quote) : quote[`${part}Amount`];
  return quoteParts.flatMap((part) => {
    const [was, is] = [before && amountOf(before, part), amountOf(now, part)];
    if (was === is && part !== "total") return [];
    return { part, before: was === null ? null : money(was), after: money(is) };
  });
}
