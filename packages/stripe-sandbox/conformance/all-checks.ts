import { accountAndBalanceChecks } from "./account-and-balance.ts";
import { balanceTransactionChecks } from "./balance-transactions.ts";
import { chargeChecks } from "./charges.ts";
import type { Check } from "./check.ts";
import { checkoutSessionChecks } from "./checkout-sessions.ts";
import { confirmationTokenChecks } from "./confirmation-tokens.ts";
import { couponChecks } from "./coupons.ts";
import { customerSessionChecks } from "./customer-sessions.ts";
import { customerChecks } from "./customers.ts";
import { disputeChecks } from "./disputes.ts";
import { earlyFraudWarningChecks } from "./early-fraud-warnings.ts";
import { eventChecks } from "./events.ts";
import { everyEndpointChecks } from "./every-endpoint.ts";
import { paymentIntentChecks } from "./payment-intents.ts";
import { paymentMethodChecks } from "./payment-methods.ts";
import { priceChecks } from "./prices.ts";
import { productChecks } from "./products.ts";
import { promotionCodeChecks } from "./promotion-codes.ts";
import { protocolChecks } from "./protocol.ts";
import { refundChecks } from "./refunds.ts";
import { reviewChecks } from "./reviews.ts";
import { searchChecks } from "./search.ts";
import { sepaDebitChecks } from "./sepa-debits.ts";
import { setupIntentChecks } from "./setup-intents.ts";
import { shippingRateChecks } from "./shipping-rates.ts";
import { taxChecks } from "./tax.ts";
import { testCardChecks } from "./test-cards.ts";
import { webhookEndpointChecks } from "./webhook-endpoints.ts";

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
