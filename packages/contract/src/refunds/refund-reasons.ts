/** Why staff give money back; the first three are Stripe's own words for it. */
export const staffRefundReasons = ["requested_by_customer", "duplicate", "fraudulent", "other"] as const;
export type StaffRefundReason = (typeof staffRefundReasons)[number];
