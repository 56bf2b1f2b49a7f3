/**
 * What the database says of one checkout that reserves its goods, and of the payment that counts for it. Statuses that lead to the same
 * moves are one state here:
 * `requires_action` of a refund is `pending`, `canceled` is `failed`.
 */
export interface Sale {
  checkout: "open" | "paying" | "completed" | "expired" | "cancelled";
  reservation: "held" | "committed" | "released" | "expired";
  /** `none`: nothing is recorded yet; `not_required`: the total is 0. */
  payment: "none" | "unpaid" | "processing" | "authorized" | "succeeded" | "canceled" | "not_required";
  order: "none" | "processing" | "failed" | "confirmed" | "completed" | "cancelled";
  /** The newest refund. */
  refund: "none" | "requested" | "pending" | "succeeded" | "failed";
  /** The newest dispute: `inquiry`: the bank asks; `taken`: it has the money; `closed`: it has asked, and no money moved. */
  dispute: "none" | "inquiry" | "closed" | "taken" | "won" | "lost";
  /** Whether goods have left: then an order is no longer cancelled. */
  hasShipped: boolean;
}

/** The parts of a sale that have states. */
export const nouns = ["checkout", "reservation", "payment", "order", "refund", "dispute"] as const;
export type Noun = (typeof nouns)[number];

export const firstSale: Sale = {
  checkout: "open",
  reservation: "held",
  payment: "none",
  order: "none",
  refund: "none",
  dispute: "none",
  hasShipped: false,
};

export const isLive = ({ checkout }: Sale): boolean => checkout === "open" || checkout === "paying";
export const isSold = ({ order }: Sale): boolean => order === "confirmed" || order === "completed";

/** In one line: `paying held unpaid processing none none here`. */
export function saleKey(sale: Sale): string {
  return [...nouns.map((noun) => sale[noun]), sale.hasShipped ? "shipped" : "here"].join(" ");
}
