/** "12.5" or "12,5" is 1,250; NaN if it is no number, or has more than two decimals; null if it is empty. */
export function hundredths(percent: string): number | null {
  if (percent.trim() === "") return null;
  const [, whole, decimals = ""] = /^\s*(\d{1,4})(?:[.,](\d{1,2}))?\s*$/.exec(percent) ?? [];
  return whole === undefined ? Number.NaN : Number(whole + decimals.padEnd(2, "0"));
}
