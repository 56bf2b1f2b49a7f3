// EasyPost counts in ounces and inches. Both are rounded up to one decimal, so that no parcel is declared lighter or smaller
// than it is.

const gramsPerOunce = 28.349523125;
const mmPerInch = 25.4;

/** 1000 g are 35.3 oz. */
export function ouncesOf(grams: number): number {
  return roundedUp(grams / gramsPerOunce);
}

/** 254 mm are 10 in. */
export function inchesOf(mm: number): number {
  return roundedUp(mm / mmPerInch);
}

/** Up to a tenth; what is only the error of a division is not rounded up. */
function roundedUp(value: number): number {
  return Math.ceil(value * 10 - 1e-6) / 10;
}
