/** The prefix of an order number, wherever it is written. */
export const orderNumberPrefix = "DT-";

/** An order's number as `formatOrderNumber` writes it: `DT-1042`. */
export const orderNumberPattern = new RegExp(`^${orderNumberPrefix}(\\d{1,9})$`);

export function formatOrderNumber(number: number): string {
  return `${orderNumberPrefix}${number}`;
}

/** The number in exactly this format; null for anything else. */
export function parseOrderNumber(text: string): number | null {
  const digits = orderNumberPattern.exec(text)?.[1];
  return digits === undefined ? null : Number(digits);
}
