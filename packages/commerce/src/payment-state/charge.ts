import type { Money, TaxBehavior, TaxLine } from "@dualtrack/contract";
import type { OrderPaymentState, OrderState } from "@dualtrack/db";
import type { PaidPart } from "../pricing/refund-taxes.ts";
import type { TaxOfRate } from "../pricing/tax-of.ts";
import { taxesView } from "../pricing/taxes-view.ts";
import { chargedParts } from "../pricing/uncaptured-parts.ts";
import { partialRefund, uncapturedRefunds } from "./refundable.ts";

/** The rows of an order that say what is charged of each of its parts. */
export interface ChargedRows {
  paymentIntentId: string | null;
  currency: string;
  taxBehavior: TaxBehavior;
  shippingAmount: number;
  shippingTaxAmount: number;
  lines: readonly { id: string; position: number; quantity: number; totalAmount: number }[];
  /** `position`: of the order's line; null: of shipping. */
  taxes: readonly (TaxOfRate & { position: number | null })[];
  checkout: Parameters<typeof uncapturedRefunds>[0]["checkout"];
}

/** The lines of an order, by id, and its shipping, each with what is charged for it and the tax in that; without what was cancelled before. */
export function chargedPartsOf(order: ChargedRows): PaidPart[] {
  const { currency, taxBehavior, shippingAmount, shippingTaxAmount } = order;
  const taxesAt = (place: number | null) => order.taxes.filter(({ position }) => position === place);
  const lines = order.lines.map(({ id, quantity, totalAmount, position }) => ({
    ...{ id, quantity, totalAmount },
    taxes: taxesAt(position),
  }));
  const shipping = {
    id: "shipping",
    quantity: 1,
    totalAmount: shippingAmount + (taxBehavior === "exclusive" ? shippingTaxAmount : 0),
    taxes: taxesAt(null),
  };
  return chargedParts([...lines, shipping], uncapturedRefunds(order).map(partialRefund), currency);
}

/** What is charged of an order instead of its total, and whether it is already. */
export interface Charge {
  /** `none`: the card was released, or is to be. */
  state: "due" | "charged" | "none";
  money: Money;
  /** The tax in it. */
  taxes: TaxLine[];
}

/** What is charged of an order whose card was authorized first, if that is not its total; null: it is, or nothing was authorized. */
export function chargeOf(
  order: ChargedRows & {
    state: OrderState;
    paymentState: OrderPaymentState;
    /** Since when it is charged, which is known before its payment's state is recorded. */
    paidAt: Date | null;
    totalAmount: number;
    uncapturedAmount: number;
  },
): Charge | null {
  const { state, paymentState, paidAt, totalAmount, uncapturedAmount, currency } = order;
  const isReleased =
    paymentState === "released" ||
    (paymentState === "authorized" && paidAt === null && state === "cancelled");
  if (isReleased) return { state: "none", money: { amount: 0, currency }, taxes: [] };
  if (uncapturedAmount === 0) return null;
  const taxes = chargedPartsOf(order).flatMap((part) => part.taxes);
  return {
    state: paidAt === null ? "due" : "charged",
    money: { amount: totalAmount - uncapturedAmount, currency },
    // Whatever the prices were, the tax is part of this sum.
    taxes: taxesView({ taxBehavior: "inclusive", taxes }, currency),
  };
}
