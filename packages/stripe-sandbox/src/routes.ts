import { balanceTransactionRoutes } from "./balance/balance-transactions.ts";
import { chargeRoutes } from "./charges/charges.ts";
import { checkoutSessionRoutes, includableInSessions } from "./checkout/checkout-sessions.ts";
import { customerRoutes } from "./customers/customers.ts";
import { disputeRoutes } from "./disputes/disputes.ts";
import { earlyFraudWarningRoutes } from "./early-fraud-warnings/early-fraud-warnings.ts";
import { eventRoutes } from "./events/events.ts";
import type { Includable } from "./http/expand.ts";
import { paginate } from "./http/paginate.ts";
import type { Route } from "./http/route.ts";
import { paymentIntentRoutes } from "./payment-intents/payment-intents.ts";
import { paymentMethodRoutes } from "./payment-methods/payment-methods.ts";
import { currencyOptionsOf } from "./prices/currency-options.ts";
import { priceRoutes } from "./prices/prices.ts";
import { productRoutes } from "./products/products.ts";
import { refundRoutes } from "./refunds/refunds.ts";
import type { JsonObject, Price } from "./stripe-types.ts";
import { calculationRoutes, includableInCalculations } from "./tax/calculations.ts";
import { includableInTransactions, transactionRoutes } from "./tax/transactions.ts";
import { webhookEndpointRoutes } from "./webhooks/webhook-endpoints.ts";

/** Every endpoint the sandbox has. A new resource adds its table here. */
export const routes: readonly Route[] = [
  ...paymentIntentRoutes,
  ...paymentMethodRoutes,
  ...chargeRoutes,
  ...refundRoutes,
  ...disputeRoutes,
  ...earlyFraudWarningRoutes,
  ...checkoutSessionRoutes,
  ...customerRoutes,
  ...productRoutes,
  ...priceRoutes,
  ...eventRoutes,
  ...webhookEndpointRoutes,
  ...balanceTransactionRoutes,
  ...calculationRoutes,
  ...transactionRoutes,
];

/** Lists inside objects that appear only when expanded. */
export const includable: Record<string, Includable> = {
  "charge.refunds": (world, charge) =>
    paginate(
      world,
      {},
      {
        type: "refund",
        where: { charge: charge.id },
        url: `/v1/charges/${charge.id}/refunds`,
      },
    ) as unknown as JsonObject,
  ...includableInSessions,
  ...includableInCalculations,
  ...includableInTransactions,
  "price.currency_options": (world, price) =>
    currencyOptionsOf(world, price as Price) as unknown as JsonObject,
};
