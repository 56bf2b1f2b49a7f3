export const stockMovementKinds = ["receive", "sell", "return", "adjust"] as const;
export type StockMovementKind = (typeof stockMovementKinds)[number];

/** Why staff correct what is on hand. */
export const stockCorrectionReasons = ["counted", "damaged", "lost", "found", "given_away", "other"] as const;
export type StockCorrectionReason = (typeof stockCorrectionReasons)[number];

export const stockLists = ["all", "low", "out"] as const;
export type StockListName = (typeof stockLists)[number];
export const stockSorts = ["product", "free", "held", "on_hand"] as const;
export type StockSort = (typeof stockSorts)[number];
