/** Months, quarters and years that the report can be made of: those of this year and the two before, the newest first. */
export function taxPeriods(today: Date): { group: string; items: { value: string; label: string }[] }[] {
  const thisYear = today.getFullYear();
  const years = [thisYear, thisYear - 1, thisYear - 2];
  const isPast = (year: number, month: number) => new Date(year, month, 1) <= today;
  const months = years.flatMap((year) =>
    [11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0]
      .filter((month) => isPast(year, month))
      .map((month) => ({
        value: `${year}-${String(month + 1).padStart(2, "0")}`,
        label: new Date(year, month, 1).toLocaleDateString("en-IE", { month: "long", year: "numeric" }),
      })),
  );
  const quarters = years.flatMap((year) =>
    [4, 3, 2, 1]
      .filter((quarter) => isPast(year, 3 * quarter - 3))
      .map((quarter) => ({ value: `${year}-Q${quarter}`, label: `${year}, quarter ${quarter}` })),
  );
  return [
    { group: "Quarters", items: quarters },
    { group: "Months", items: months },
    { group: "Years", items: years.map((year) => ({ value: String(year), label: String(year) })) },
  ];
}
