/** Goods that are sent. */
export interface ShippedLine {
  /** Price of one unit, in minor units, before discounts and tax. */
  unitAmount: number;
  quantity: number;
  /** Of one unit; null: not known. */
  weightGrams: number | null;
}

/** What rates count of a cart: `subtotal` in minor units, `weight` in grams. */
export interface GoodsMeasures {
  weight: number;
  subtotal: number;
  units: number;
}

/** Adds up the lines. A unit of unknown weight counts as 0 g. */
export function measureGoods(lines: readonly ShippedLine[]): GoodsMeasures {
  const sumOf = (measure: (line: ShippedLine) => number) =>
    lines.reduce((sum, line) => sum + measure(line) * line.quantity, 0);
  return {
    weight: sumOf(({ weightGrams }) => weightGrams ?? 0),
    subtotal: sumOf(({ unitAmount }) => unitAmount),
    units: sumOf(() => 1),
  };
}
