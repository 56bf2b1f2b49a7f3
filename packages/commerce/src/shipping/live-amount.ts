import {
  amountStep,
  type CurrencyTerms,
  liveRoundingStep,
  maxPaymentAmount,
  minorDigits,
} from "@dualtrack/contract";
import type { LiveServiceRow } from "@dualtrack/db";
import type { LiveRate } from "./live-answer.ts";

/** A number without rounding. */
interface Fraction {
  numerator: bigint;
  denominator: bigint;
}

/**
 * What a carrier's rate makes a method cost, in minor units of the checkout's currency: converted exactly by way of the base
 * currency, with the method's surcharges, then rounded up, so that the shop never asks less than it pays. Null: a rate of exchange is
 * not known, or it is more than can be paid.
 */
export function liveAmount(
  { surchargePercent, surchargeAmount, roundTo }: LiveServiceRow,
  { amount, currency, perBase }: LiveRate,
  terms: CurrencyTerms,
): number | null {
  const toTerms = terms.rate === null ? null : decimalOf(terms.rate);
  const { baseCurrency, currency: wanted } = terms;
  const price =
    currency === wanted
      ? whole(amount)
      : toTerms !== null && perBase !== null
        ? inMinorUnits(divided(times(whole(amount), toTerms), decimalOf(perBase)), currency, wanted)
        : null;
  const surcharge =
    surchargeAmount === 0
      ? whole(0)
      : toTerms && inMinorUnits(times(whole(surchargeAmount), toTerms), baseCurrency, wanted);
  if (price === null || surcharge === null) return null;
  const withPercent = times(price, { numerator: BigInt(10_000 + surchargePercent), denominator: 10_000n });
  const step = Math.max(liveRoundingStep(roundTo, wanted), amountStep(wanted));
  const rounded = roundedUp(plus(withPercent, surcharge), BigInt(step));
  return rounded > BigInt(maxPaymentAmount) ? null : Number(rounded);
}

/** The same value, counted in minor units of another currency. */
function inMinorUnits(value: Fraction, from: string, to: string): Fraction {
  const power = (currency: string) => 10n ** BigInt(minorDigits(currency));
  return divided(times(value, { numerator: power(to), denominator: 1n }), {
    numerator: power(from),
    denominator: 1n,
  });
}

function roundedUp({ numerator, denominator }: Fraction, step: bigint): bigint {
  const divisor = denominator * step;
  return ((numerator + divisor - 1n) / divisor) * step;
}

function whole(value: number): Fraction {
  return { numerator: BigInt(value), denominator: 1n };
}

/** Of a decimal in digits, e.g. 1.0825. */
function decimalOf(text: string): Fraction {
  const [integer = "", fraction = ""] = text.split(".");
  return { numerator: BigInt(integer + fraction), denominator: 10n ** BigInt(fraction.length) };
}

function times(a: Fraction, b: Fraction): Fraction {
  return { numerator: a.numerator * b.numerator, denominator: a.denominator * b.denominator };
}

function divided(a: Fraction, b: Fraction): Fraction {
  return { numerator: a.numerator * b.denominator, denominator: a.denominator * b.numerator };
}

function plus(a: Fraction, b: Fraction): Fraction {
  return {
    numerator: a.numerator * b.denominator + b.numerator * a.denominator,
    denominator: a.denominator * b.denominator,
  };
}
