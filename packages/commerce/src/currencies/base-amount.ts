import { type Money, minorDigits } from "@dualtrack/contract";
import type { Prisma } from "@dualtrack/db";

/** What an order was priced with: its base currency, and what one unit of that cost; null: no rate is known. */
export interface OrderRate {
  baseCurrency: string;
  /** A decimal in digits. */
  rate: string | null;
}

export const orderRateFields = { baseCurrency: true, exchangeRate: true } as const;

export function orderRate({
  baseCurrency,
  exchangeRate,
}: {
  baseCurrency: string;
  exchangeRate: Prisma.Decimal | null;
}): OrderRate {
  return { baseCurrency, rate: exchangeRate?.toFixed() ?? null };
}

/**
 * What an amount of an order was in its base currency, at the order's rate; halves up. Null: the order has no rate. The database's
 * `base_amount` computes the same.
 */
export function baseAmount({ amount, currency }: Money, { baseCurrency, rate }: OrderRate): Money | null {
  if (currency === baseCurrency) return { amount, currency };
  if (rate === null) return null;
  const [whole = "", fraction = ""] = rate.split(".");
  const numerator = BigInt(amount) * 10n ** BigInt(minorDigits(baseCurrency) + fraction.length);
  const denominator = BigInt(whole + fraction) * 10n ** BigInt(minorDigits(currency));
  return { amount: Number((2n * numerator + denominator) / (2n * denominator)), currency: baseCurrency };
}
