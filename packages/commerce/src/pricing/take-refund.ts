import { allocate } from "./allocate.ts";
import { refundAmounts } from "./refund-amounts.ts";

/** A line of an order, or its shipping as one unit, and what earlier refunds have left of it, in minor units. */
export interface RefundedPart {
  id: string;
  quantity: number;
  /** What was paid for it, tax included. */
  totalAmount: number;
  /** What is not refunded yet. */
  left: number;
  refundedQuantity: number;
}

export interface PartialRefund {
  /** Minor units. */
  amount: number;
  /** The units that it refunds; the rest of its amount is for none of them. */
  lines: readonly { id: string; quantity: number }[];
}

/**
 * What a refund takes from each part: the price of its units from their line, and what it gives beyond from all parts, by what
 * is left of them. Minor units; at most all that is left.
 */
export function takeRefund(
  parts: readonly RefundedPart[],
  { amount, lines }: PartialRefund,
  currency: string,
): number[] {
  const left = parts.map((part) => part.left);
  let rest = Math.min(
    amount,
    left.reduce((sum, each) => sum + each, 0),
  );
  for (const { id, quantity } of lines) {
    const index = parts.findIndex((part) => part.id === id);
    const part = parts[index];
    if (part === undefined) continue;
    const { refundedQuantity } = part;
    const price = refundAmounts(part, { refundedQuantity, currency })[quantity] ?? 0;
    const taken = Math.min(price, rest, left[index] ?? 0);
    left[index] = (left[index] ?? 0) - taken;
    rest -= taken;
  }
  const beyond = allocate(rest, left);
  return parts.map((part, index) => part.left - (left[index] ?? 0) + (beyond[index] ?? 0));
}
