/** Why a coupon at Stripe, or one of its codes, is not imported. */
export type ImportProblem =
  /** It takes something off several payments of a subscription. */
  | "repeating"
  /** It is for products at Stripe, of which the shop knows nothing. */
  | "products"
  /** It takes off a share that is finer than a hundredth of a percent. */
  | "percentage"
  /** It takes off an amount in no currency that the shop has prices in. */
  | "currencies"
  | "used_up"
  | "ended"
  | "inactive"
  /** It is for one customer at Stripe. */
  | "customer"
  /** The shop's codes are shorter, or have other characters. */
  | "code"
  /** Another discount has this code. */
  | "code_taken"
  /** Its codes have different conditions and one limit in common. */
  | "shared_limit"
  /** Something of it is beyond what the shop takes, such as its limit. */
  | "bounds";
