/** A unit of goods; nulls: not known. Grams and mm. */
export interface PackedUnit {
  weightGrams: number | null;
  /** Its three sides, in any order. */
  sidesMm: readonly [number, number, number] | null;
}

export interface Box {
  id: string;
  name: string;
  /** Inside. */
  lengthMm: number;
  widthMm: number;
  heightMm: number;
  /** Empty. */
  weightGrams: number;
  /** Packed, at most. */
  maxWeightGrams: number;
}

/**
 * The smallest box that these units fit into by weight and size; null if none does. Each unit must fit by itself, turned as it likes,
 * and all of them by volume. Units of unknown size are left out, so whoever packs decides in the end.
 */
export function suggestBox<Known extends Box>(
  boxes: readonly Known[],
  units: readonly PackedUnit[],
): Known | null {
  const goodsWeight = weightOf(units);
  const sized = units.flatMap(({ sidesMm }) => (sidesMm === null ? [] : [sidesMm]));
  const volume = sized.reduce((sum, sides) => sum + volumeOf(sides), 0);
  const fitting = boxes.filter((box) => {
    const sides = sidesOf(box);
    return (
      box.weightGrams + goodsWeight <= box.maxWeightGrams &&
      volume <= volumeOf(sides) &&
      sized.every((unit) => fits(unit, sides))
    );
  });
  return fitting.toSorted((a, b) => volumeOf(sidesOf(a)) - volumeOf(sidesOf(b)))[0] ?? null;
}

/** Grams. A unit of unknown weight counts as 0. */
export function weightOf(units: readonly PackedUnit[]): number {
  return units.reduce((sum, { weightGrams }) => sum + (weightGrams ?? 0), 0);
}

function sidesOf({ lengthMm, widthMm, heightMm }: Box): readonly [number, number, number] {
  return [lengthMm, widthMm, heightMm];
}

function volumeOf([a, b, c]: readonly [number, number, number]): number {
  return a * b * c;
}

function fits(unit: readonly number[], box: readonly number[]): boolean {
  const room = box.toSorted((a, b) => a - b);
  return unit.toSorted((a, b) => a - b).every((side, index) => side <= (room[index] ?? 0));
}
