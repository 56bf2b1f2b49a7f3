/** Replaces the hash of an unknown cart token; no token has this hash. */
export function ownerOfNobody(checkoutId: string): string {
  return `lost:${checkoutId}`;
}
