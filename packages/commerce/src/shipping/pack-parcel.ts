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

/** Units that travel together. `box` is null where none of the shop's boxes takes them. */
export interface Parcel<Unit, Known> {
  units: Unit[];
  box: Known | null;
}

/** What is packed so far, and the boxes that take it. */
interface Load<Known> {
  weightGrams: number;
  volume: number;
  boxes: readonly Known[];
}

/**
 * The smallest box that these units fit into by weight and size; null if none does. Each unit must fit by itself, turned as it likes,
 * and all of them by volume. Units of unknown size are left out, so whoever packs decides in the end.
 */
export function suggestBox<Known extends Box>(
  boxes: readonly Known[],
  units: readonly PackedUnit[],
): Known | null {
  return smallest(units.reduce(withUnit<Known>, emptyLoad(boxes)).boxes);
}

/**
 * Packs units into one box if one takes them all; otherwise the largest first, each into the first parcel that still has a box for
 * it. What fits into no box is a parcel of its own. A shop without boxes sends everything in one parcel.
 */
export function packParcels<Unit extends PackedUnit, Known extends Box>(
  boxes: readonly Known[],
  units: readonly Unit[],
): Parcel<Unit, Known>[] {
  const single = suggestBox(boxes, units);
  if (single !== null || boxes.length === 0) return [{ units: [...units], box: single }];
  const parcels: { units: Unit[]; load: Load<Known> }[] = [];
  for (const unit of units.toSorted((a, b) => sizeOf(b) - sizeOf(a) || weightOf([b]) - weightOf([a]))) {
    const parcel = parcels.find(({ load }) => withUnit(load, unit).boxes.length > 0);
    if (parcel === undefined) parcels.push({ units: [unit], load: withUnit(emptyLoad(boxes), unit) });
    else {
      parcel.units.push(unit);
      parcel.load = withUnit(parcel.load, unit);
    }
  }
  return parcels.map(({ units: packed, load }) => ({ units: packed, box: smallest(load.boxes) }));
}

/** Grams. A unit of unknown weight counts as 0. */
export function weightOf(units: readonly PackedUnit[]): number {
  return units.reduce((sum, { weightGrams }) => sum + (weightGrams ?? 0), 0);
}

function emptyLoad<Known>(boxes: readonly Known[]): Load<Known> {
  return { weightGrams: 0, volume: 0, boxes };
}

function withUnit<Known extends Box>(load: Load<Known>, unit: PackedUnit): Load<Known> {
  const weightGrams = load.weightGrams + weightOf([unit]);
  const volume = load.volume + sizeOf(unit);
  const { sidesMm } = unit;
  const boxes = load.boxes.filter((box) => {
    const sides = sidesOf(box);
    const isLightEnough = box.weightGrams + weightGrams <= box.maxWeightGrams;
    return isLightEnough && volume <= volumeOf(sides) && (sidesMm === null || fits(sidesMm, sides));
  });
  return { weightGrams, volume, boxes };
}

function smallest<Known extends Box>(boxes: readonly Known[]): Known | null {
  return boxes.toSorted((a, b) => volumeOf(sidesOf(a)) - volumeOf(sidesOf(b)))[0] ?? null;
}

function sidesOf({ lengthMm, widthMm, heightMm }: Box): readonly [number, number, number] {
  return [lengthMm, widthMm, heightMm];
}

/** mm³; 0 if it is not known. */
function sizeOf({ sidesMm }: PackedUnit): number {
  return sidesMm === null ? 0 : volumeOf(sidesMm);
}

function volumeOf([a, b, c]: readonly [number, number, number]): number {
  return a * b * c;
}

function fits(unit: readonly number[], box: readonly number[]): boolean {
  const room = box.toSorted((a, b) => a - b);
  return unit.toSorted((a, b) => a - b).every((side, index) => side <= (room[index] ?? 0));
}
