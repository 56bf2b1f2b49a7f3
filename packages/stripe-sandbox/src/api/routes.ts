import type { Includable } from "../http/expand.ts";
import { paginate } from "../http/paginate.ts";
import type { Route } from "../http/route.ts";
import type { Coupon, JsonObject, Price, PromotionCode, ShippingRate } from "../stripe/stripe-types.ts";
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
  ...calculationRoutes,
  ...transactionRoutes,
];

/** Lists inside objects that appear only when expanded. */
export const includable: Record<string, Includable> = {
  "charge.refunds": (context, charge) =>
    paginate(
      context,
      {},
      {
        type: "refund",
        where: { charge: charge.id },
        url: `/v1/charges/${charge.id}/refunds`,
      },
    ) as unknown as JsonObject,
  ...includableInPaymentIntents,
  ...includableInSessions,
  ...includableInCalculations,
  ...includableInTransactions,
  ...includableInCustomers,
  "price.currency_options": (context, price) =>
    currencyOptionsOf(context, price as Price) as unknown as JsonObject,
  "coupon.applies_to": (context, coupon) => appliesTo(context, coupon as Coupon),
  "coupon.currency_options": (context, coupon) => couponAmounts(context, coupon as Coupon),
  "promotion_code.restrictions.currency_options": (context, code) =>
    minimumsOf(context, code as PromotionCode),
  "shipping_rate.fixed_amount.currency_options": (context, rate) =>
    shippingAmounts(context, rate as ShippingRate),
};
