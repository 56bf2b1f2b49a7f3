import { accountAndBalanceChecks } from "./account-and-balance.ts";
import { balanceTransactionChecks } from "./balance-transactions/balance-transaction-checks.ts";
import { chargeChecks } from "./charges/charge-checks.ts";
import type { Check } from "./check.ts";
import { checkoutSessionChecks } from "./checkout-sessions/checkout-session-checks.ts";
import { confirmationTokenChecks } from "./confirmation-tokens.ts";
import { couponChecks } from "./coupons/coupon-checks.ts";
import { customerSessionChecks } from "./customer-sessions/customer-session-checks.ts";
import { customerChecks } from "./customers/customer-checks.ts";
import { disputeChecks } from "./disputes/dispute-checks.ts";
import { earlyFraudWarningChecks } from "./early-fraud-warnings/early-fraud-warning-checks.ts";
import { eventChecks } from "./events/event-checks.ts";
import { everyEndpointChecks } from "./every-endpoint.ts";
import { paymentIntentChecks } from "./payment-intents/payment-intent-checks.ts";
import { paymentMethodChecks } from "./payment-methods/payment-method-checks.ts";
import { payoutChecks } from "./payouts/payout-checks.ts";
import { priceChecks } from "./prices/price-checks.ts";
import { productChecks } from "./products/product-checks.ts";
import { promotionCodeChecks } from "./promotion-codes/promotion-code-checks.ts";
import { protocolChecks } from "./protocol/protocol-checks.ts";
import { refundChecks } from "./refunds/refund-checks.ts";
import { reviewChecks } from "./reviews/review-checks.ts";
import { searchChecks } from "./search/search-checks.ts";
import { sepaDebitChecks } from "./sepa-debits/sepa-debit-checks.ts";
import { setupIntentChecks } from "./setup-intents/setup-intent-checks.ts";
import { shippingRateChecks } from "./shipping-rates/shipping-rate-checks.ts";
import { taxChecks } from "./tax/tax-checks.ts";
import { testCardChecks } from "./test-cards/test-card-checks.ts";
import { webhookEndpointChecks } from "./webhook-endpoints/webhook-endpoint-checks.ts";

/** All that is known to be true of the sandbox's API. A new resource adds its checks here. */
export const allChecks: readonly Check[] = [
  checkoutSessionChecks,
  accountAndBalanceChecks,
  balanceTransactionChecks,
  chargeChecks,
  confirmationTokenChecks,
  customerSessionChecks,
  disputeChecks,
  earlyFraudWarningChecks,
  eventChecks,
  everyEndpointChecks,
  couponChecks,
  customerChecks,
  paymentIntentChecks,
  paymentMethodChecks,
  payoutChecks,
  priceChecks,
  productChecks,
  promotionCodeChecks,
  shippingRateChecks,
  protocolChecks,
  refundChecks,
  reviewChecks,
  searchChecks,
  sepaDebitChecks,
  setupIntentChecks,
  taxChecks,
  testCardChecks,
  webhookEndpointChecks,
].flat();
