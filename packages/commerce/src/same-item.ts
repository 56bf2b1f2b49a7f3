/** What a line of a cart, a checkout or an order is of. */
export interface LineItem {
  variantId: string;
  /** When a bookable service begins; null for everything else. */
  startsAt: Date | null;
}

/** Whether two lines are of the same thing: of the same variant and, if it is a bookable service, at the same time. */
export function isSameItem(a: LineItem, b: LineItem): boolean {
  return a.variantId === b.variantId && a.startsAt?.getTime() === b.startsAt?.getTime();
}
