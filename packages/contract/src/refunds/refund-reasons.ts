/** Reasons for a refund by staff; the first three are Stripe's. */
export const staffRefundReasons = ["requested_by_customer", "duplicate", "fraudulent", "other"] as const;
export type StaffRefundReason = (typeof staffRefundReasons)[number];
