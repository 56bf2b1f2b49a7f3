import type { DiscountKind } from "@dualtrack/db";

/** What a discount takes off, in one currency. Amounts in minor units. */
export interface DiscountRule {
  discountId: string;
  kind: DiscountKind;
  /** In hundredths of a percent; 0 for kinds without one. */
  percentBps: number;
  /** Of the kind `amount`; 0 for others. */
  amount: number;
  /** Of `buy_x_get_y`: units of a group that are paid in full, and that are discounted. */
  buyQuantity: number;
  getQuantity: number;
  isCombinable: boolean;
  /** Null: on all products. */
  productIds: ReadonlySet<string> | null;
}

export interface DiscountedLine {
  productId: string;
  /** Price of one unit, in minor units. */
  unitAmount: number;
  quantity: number;
}

/** What a discount takes off a cart, in minor units. */
export interface ChosenDiscount {
  discountId: string;
  /** By line, in the order of the lines. */
  lineAmounts: number[];
  /** Of shipping. */
  shippingAmount: number;
}
