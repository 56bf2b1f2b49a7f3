import { barePostalCode, normaliseState, type ShippingArea } from "@dualtrack/contract";

/** Where goods go, as far as it is known. */
export interface Destination {
  /** ISO 3166-1 alpha-2. */
  country: string;
  state: string;
  postalCode: string;
  /** Carriers price by it. Left out: not known. */
  city?: string | undefined;
}

/**
 * The area that decides the zone of a destination: among those that contain it, the one with the longest beginning of the
 * postal code, then the one that names its state. Areas don't overlap at one such rank, so their order does not matter. Null:
 * the destination is not served.
 */
export function mostSpecificArea<Area extends ShippingArea>(
  areas: readonly Area[],
  destination: Destination,
): Area | null {
  const state = normaliseState(destination.country, destination.state);
  const postalCode = barePostalCode(destination.postalCode);
  const [area = null] = areas
    .filter((each) => each.country === destination.country && contains(each, state, postalCode))
    .toSorted((a, b) => rankOf(b) - rankOf(a));
  return area;
}

function contains(area: ShippingArea, state: string, postalCode: string): boolean {
  if (area.state !== "" && area.state !== state) return false;
  const beginning = postalCode.slice(0, area.postalFrom.length);
  return (
    beginning.length === area.postalFrom.length && area.postalFrom <= beginning && beginning <= area.postalTo
  );
}

function rankOf({ postalFrom, state }: ShippingArea): number {
  return postalFrom.length * 2 + (state === "" ? 0 : 1);
}
