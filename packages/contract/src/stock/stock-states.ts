export const stockMovementKinds = ["receive", "sell", "return", "adjust"] as const;
export type StockMovementKind = (typeof stockMovementKinds)[number];

/** Reasons for a stock correction by staff. */
export const stockCorrectionReasons = ["counted", "damaged", "lost", "found", "given_away", "other"] as const;
export type StockCorrectionReason = (typeof stockCorrectionReasons)[number];

/** Reasons for other stock movements. A sale and a delivery by staff have none. */
export const goodsMovementReasons = [
  "first_delivery",
  "order_cancelled",
  "part_cancelled",
  "refund_succeeded",
  "refunded_at_stripe",
  "refund_paid_another_way",
  "returned_without_refund",
  "refund_failed",
  "taken_for_order_again",
] as const;
export type GoodsMovementReason = (typeof goodsMovementReasons)[number];

export const stockLists = ["all", "low", "out"] as const;
export type StockListName = (typeof stockLists)[number];
export const stockSorts = ["product", "free", "held", "on_hand"] as const;
export type StockSort = (typeof stockSorts)[number];
