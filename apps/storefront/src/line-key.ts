interface Item {
  variantId: string;
  /** When a bookable service begins; null for everything else. */
  startsAt: string | null;
}

/** What tells the lines of a cart or an order apart. */
export function lineKey({ variantId, startsAt }: Item): string {
  return `${variantId} ${startsAt}`;
}

/** What a line is of, as a change of the cart names it. */
export function itemOf({ variantId, startsAt }: Item): { variantId: string; startsAt?: string } {
  return { variantId, ...(startsAt !== null && { startsAt }) };
}
