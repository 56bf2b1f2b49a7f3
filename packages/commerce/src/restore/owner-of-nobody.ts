/** Stands for the customer's secret when it is not known: nobody has it. */
export function ownerOfNobody(checkoutId: string): string {
  return `lost:${checkoutId}`;
}
