import { alertsRouter } from "./alerts-router.ts";
import { auditRouter } from "./audit-router.ts";
import { bookingsRouter } from "./bookings-router.ts";
import { cartRouter } from "./cart-router.ts";
import { catalogRouter } from "./catalog-router.ts";
import { categoriesRouter } from "./categories-router.ts";
import { checkoutRouter } from "./checkout-router.ts";
import { currenciesRouter } from "./currencies-router.ts";
import { declinesRouter } from "./declines-router.ts";
import { discountsRouter } from "./discounts-router.ts";
import { disputesRouter } from "./disputes-router.ts";
import { draftOrdersRouter } from "./draft-orders-router.ts";
import { dropsRouter } from "./drops-router.ts";
import { feedbackRouter } from "./feedback-router.ts";
import { healthRouter } from "./health-router.ts";
import { invoicesRouter } from "./invoices-router.ts";
import { jobsRouter } from "./jobs-router.ts";
import { labelsRouter } from "./labels-router.ts";
import { liveRouter } from "./live-router.ts";
import { messagesRouter } from "./messages-router.ts";
import { ordersRouter } from "./orders-router.ts";
import { payoutsRouter } from "./payouts-router.ts";
import { productsRouter } from "./products-router.ts";
import { reconciliationRouter } from "./reconciliation-router.ts";
import { refundsRouter } from "./refunds-router.ts";
import { reportsRouter } from "./reports-router.ts";
import { reservationsRouter } from "./reservations-router.ts";
import { resourcesRouter } from "./resources-router.ts";
import { settingsRouter } from "./settings-router.ts";
import { shippingRouter } from "./shipping-router.ts";
import { staffRouter } from "./staff-router.ts";
import { stockRouter } from "./stock-router.ts";
import { switchesRouter } from "./switches-router.ts";
import { syncRouter } from "./sync-router.ts";
import { taxRouter } from "./tax-router.ts";
import { router } from "./trpc.ts";
import { unknownPaymentsRouter } from "./unknown-payments-router.ts";
import { webhooksRouter } from "./webhooks-router.ts";

export const appRouter = router({
  settings: settingsRouter,
  catalog: catalogRouter,
  cart: cartRouter,
  checkout: checkoutRouter,
  orders: ordersRouter,
  feedback: feedbackRouter,
  messages: messagesRouter,
  drops: dropsRouter,
  draftOrders: draftOrdersRouter,
  refunds: refundsRouter,
  declines: declinesRouter,
  disputes: disputesRouter,
  staff: staffRouter,
  audit: auditRouter,
  reservations: reservationsRouter,
  switches: switchesRouter,
  sync: syncRouter,
  webhooks: webhooksRouter,
  jobs: jobsRouter,
  unknownPayments: unknownPaymentsRouter,
  payouts: payoutsRouter,
  reconciliation: reconciliationRouter,
  alerts: alertsRouter,
  health: healthRouter,
  products: productsRouter,
  categories: categoriesRouter,
  resources: resourcesRouter,
  bookings: bookingsRouter,
  stock: stockRouter,
  shipping: shippingRouter,
  labels: labelsRouter,
  currencies: currenciesRouter,
  tax: taxRouter,
  invoices: invoicesRouter,
  discounts: discountsRouter,
  reports: reportsRouter,
  live: liveRouter,
});

export type AppRouter = typeof appRouter;
