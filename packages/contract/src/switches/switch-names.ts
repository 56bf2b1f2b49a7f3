/** The parts of the shop that staff can switch off while it runs, as they are listed. */
export const switchNames = [
  "new_checkouts",
  "reservations",
  "discounts",
  "hosted_checkout",
  "provisional_orders",
  "webhook_processing",
  "background_sync",
  "automatic_refunds",
] as const;
export type SwitchName = (typeof switchNames)[number];

/** Those that are on or off, and nothing in between. */
export type OnOffSwitch = Exclude<SwitchName, "new_checkouts">;

/** Who may begin a checkout while that is not open to everybody: a share of the visitors and all staff, only staff, or nobody. */
export const checkoutAudiences = ["share", "staff", "nobody"] as const;
export type CheckoutAudience = (typeof checkoutAudiences)[number];

/** How new checkouts are limited. */
export interface CheckoutLimit {
  audience: CheckoutAudience;
  /** Of the visitors, if `audience` is a share; otherwise null. */
  percent: number | null;
}

/** The longest texts, in characters. */
export const switchLimits = { reason: 300, message: 600 };
