import { formatMoney, type Money } from "@dualtrack/contract";

/** The beginning of a comparison: `+2 on`, `−€12.00 on`, `the same as`. */
export function difference(now: number, before: number, write: (amount: number) => string): string {
  if (now === before) return "the same as";
  const sign = now > before ? "+" : "−";
  return `${sign}${write(Math.abs(now - before))} on`;
}

export function moneyDifference(now: Money, before: Money): string {
  return difference(now.amount, before.amount, (amount) => formatMoney({ amount, currency: now.currency }));
}

/** The share of started checkouts that were paid, in whole percent; null if none was started. */
export function conversionOf({ started, paid }: { started: number; paid: number }): number | null {
  return started === 0 ? null : Math.round((100 * paid) / started);
}

/** The weekday of an instant in the shop's time zone. */
export function weekdayIn(timeZone: string, iso: string): string {
  return new Intl.DateTimeFormat("en-IE", { timeZone, weekday: "long" }).format(new Date(iso));
}

/** For each hour, the sum of the amounts until then. */
export function runningTotals(amounts: number[]): number[] {
  let total = 0;
  return amounts.map((amount) => {
    total += amount;
    return total;
  });
}
