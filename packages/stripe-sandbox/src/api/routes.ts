import { type Includable, includable } from "../http/expand.ts";
import { paginate } from "../http/paginate.ts";
import type { Route } from "../http/route.ts";
import { accountRoutes } from "./account/account.ts";
import { balanceRoutes } from "./balance/balance.ts";
import { balanceTransactionRoutes } from "./balance/balance-transactions.ts";
import { currencyOptionsOf } from "./catalog/currency-options.ts";
import { priceRoutes } from "./catalog/prices.ts";
import { productRoutes } from "./catalog/products.ts";
import { chargeRoutes } from "./charges/charges.ts";
import { checkoutSessionRoutes, includableInSessions } from "./checkout/checkout-sessions.ts";
import { confirmationTokenRoutes } from "./confirmation-tokens/confirmation-tokens.ts";
import { couponRoutes } from "./coupons/coupons.ts";
import { appliesTo, currencyOptionsOf as couponAmounts } from "./coupons/hidden.ts";
import { customerSessionRoutes } from "./customer-sessions/customer-sessions.ts";
import { customerRoutes, includableInCustomers } from "./customers/customers.ts";
import { disputeRoutes } from "./disputes/disputes.ts";
import { earlyFraudWarningRoutes } from "./early-fraud-warnings/early-fraud-warnings.ts";
import { eventRoutes } from "./events/events.ts";
import { mandateRoutes } from "./mandates/mandates.ts";
import { includableInPaymentIntents, paymentIntentRoutes } from "./payment-intents/payment-intents.ts";
import { paymentMethodRoutes } from "./payment-methods/payment-methods.ts";
import { payoutRoutes } from "./payouts/payouts.ts";
import { promotionCodeRoutes } from "./promotion-codes/promotion-codes.ts";
import { minimumsOf } from "./promotion-codes/restrictions.ts";
import { refundRoutes } from "./refunds/refunds.ts";
import { reviewRoutes } from "./reviews/reviews.ts";
import { setupIntentRoutes } from "./setup-intents/setup-intents.ts";
import { currencyOptionsOf as shippingAmounts, shippingRateRoutes } from "./shipping-rates/shipping-rates.ts";
import { calculationRoutes, includableInCalculations } from "./tax/calculations.ts";
import { includableInTransactions, transactionRoutes } from "./tax/transactions.ts";
import { webhookEndpointRoutes } from "./webhook-endpoints/webhook-endpoints.ts";

/** Every endpoint the sandbox has. A new resource adds its table here. */
export const routes: readonly Route[] = [
  ...paymentIntentRoutes,
  ...setupIntentRoutes,
  ...mandateRoutes,
  ...paymentMethodRoutes,
  ...chargeRoutes,
  ...refundRoutes,
  ...disputeRoutes,
  ...earlyFraudWarningRoutes,
  ...reviewRoutes,
  ...checkoutSessionRoutes,
  ...customerRoutes,
  ...confirmationTokenRoutes,
  ...customerSessionRoutes,
  ...productRoutes,
  ...priceRoutes,
  ...couponRoutes,
  ...promotionCodeRoutes,
  ...shippingRateRoutes,
  ...eventRoutes,
  ...webhookEndpointRoutes,
  ...accountRoutes,
  ...balanceRoutes,
  ...balanceTransactionRoutes,
  ...payoutRoutes,
  ...calculationRoutes,
  ...transactionRoutes,
];

/** Lists inside objects that appear only when expanded. */
export const includableLists: Record<string, Includable> = {
  "charge.refunds": (context, charge) =>
    paginate(
      context,
      {},
      {
        type: "refund",
        where: { charge: charge.id },
        url: `/v1/charges/${charge.id}/refunds`,
      },
    ),
  ...includableInPaymentIntents,
  ...includableInSessions,
  ...includableInCalculations,
  ...includableInTransactions,
  ...includableInCustomers,
  "price.currency_options": includable(currencyOptionsOf),
  "coupon.applies_to": includable(appliesTo),
  "coupon.currency_options": includable(couponAmounts),
  "promotion_code.restrictions.currency_options": includable(minimumsOf),
  "shipping_rate.fixed_amount.currency_options": includable(shippingAmounts),
};
