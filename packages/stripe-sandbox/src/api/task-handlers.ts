import type { TaskHandlers } from "../context/task-kinds.ts";
import { settleCharge } from "./balance/settle-charge.ts";
import { expireIfOpen } from "./checkout/expire-session.ts";
import { expireCoupon } from "./coupons/validity.ts";
import { disputeCharge } from "./disputes/after-charge.ts";
import { closeOldInquiry, decideDispute, loseUnanswered } from "./disputes/dispute-outcomes.ts";
import { warnOfFraud } from "./early-fraud-warnings/after-charge.ts";
import { decideDebit } from "./payment-intents/decide-debit.ts";
import { expireAuthorization } from "./payment-intents/expire-authorization.ts";
import { makePayout } from "./payouts/make-payout.ts";
import { arrivePayout, reconcilePayout } from "./payouts/payout-outcomes.ts";
import { expirePromotionCode } from "./promotion-codes/validity.ts";
import { failRefund, giveReference, settleRefund } from "./refunds/refund-outcomes.ts";

/** What Stripe or a bank does when a task of each kind is due. A row in `tasks` says when; this table says what. */
export const taskHandlers: TaskHandlers = {
  "arrive-payout": arrivePayout,
  "close-inquiry": closeOldInquiry,
  "decide-dispute": decideDispute,
  "dispute-charge": disputeCharge,
  "expire-session": expireIfOpen,
  "decide-debit": decideDebit,
  "expire-authorization": expireAuthorization,
  "give-refund-reference": giveReference,
  "expire-coupon": expireCoupon,
  "expire-promotion-code": expirePromotionCode,
  "lose-unanswered-dispute": loseUnanswered,
  "make-payout": makePayout,
  "reconcile-payout": reconcilePayout,
  "settle-charge": settleCharge,
  "settle-refund": settleRefund,
  "fail-refund": failRefund,
  "warn-of-fraud": warnOfFraud,
};
