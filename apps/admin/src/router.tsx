import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from "@tanstack/react-router";
import { readAuditSearch } from "./features/audit/audit-search.ts";
import { readDeclineSearch } from "./features/declines/decline-search.ts";
import { readDiscountSearch } from "./features/discounts/discount-search.ts";
import { readDisputeSearch } from "./features/disputes/dispute-search.ts";
import { readDraftSearch } from "./features/draft-orders/draft-search.ts";
import { readHealthSearch } from "./features/health/health-search.ts";
import { readInvoiceSearch } from "./features/invoices/invoice-search.ts";
import { readJobSearch } from "./features/jobs/job-search.ts";
import { readMessageSearch } from "./features/messages/message-search.ts";
import { readOrderSearch } from "./features/orders/order-search.ts";
import { readPayoutSearch } from "./features/payouts/payout-search.ts";
import { readLineSearch } from "./features/products/line-search.ts";
import { readProductSearch } from "./features/products/product-search.ts";
import { readDiscrepancySearch } from "./features/reconciliation/discrepancy-search.ts";
import { readReservationSearch } from "./features/reservations/reservation-search.ts";
import { readMovementSearch, readStockSearch } from "./features/stock/stock-search.ts";
import { readWebhookSearch } from "./features/webhooks/webhook-search.ts";
import { BrokenRoute } from "./routes/broken.tsx";
import { NotFoundRoute } from "./routes/not-found.tsx";
import { OpeningRoute } from "./routes/opening.tsx";
import { parseSearch, readDay, readFlag, readText, readUuid, stringifySearch } from "./search-params.ts";
import { fetchMe } from "./server/session.ts";
import { fetchSettings } from "./server/settings.ts";

const rootRoute = createRootRoute({ component: Outlet });

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/sign-in",
  // An unsafe `back` is overwritten, not left out: the router keeps parameters that the result leaves out.
  validateSearch: (search): { back?: string | undefined } => ({
    back: isOwnPath(search.back) ? search.back : undefined,
  }),
  async beforeLoad({ search }) {
    if (await fetchMe()) throw redirect({ href: search.back ?? "/" });
  },
  component: lazyRouteComponent(() => import("./routes/sign-in.tsx"), "SignInRoute"),
});

const forgotPasswordRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/forgot-password",
  component: lazyRouteComponent(() => import("./routes/forgot-password.tsx"), "ForgotPasswordRoute"),
});

/** The secret in a link that came by mail. */
const readToken = (search: Record<string, unknown>): { token?: string | undefined } => ({
  token: readText(search.token, 100),
});

const resetPasswordRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/reset-password",
  validateSearch: readToken,
  component: lazyRouteComponent(() => import("./routes/reset-password.tsx"), "ResetPasswordRoute"),
});

const invitationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/invitation",
  validateSearch: readToken,
  component: lazyRouteComponent(() => import("./routes/invitation.tsx"), "InvitationRoute"),
});

/** The parent of every page for staff; its pages get `me` and `settings` from the route's context. */
const consoleRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: "console",
  async beforeLoad({ location }) {
    const [me, settings] = await Promise.all([fetchMe(), fetchSettings()]);
    if (me) return { me, settings };
    throw redirect({ to: "/sign-in", search: location.href === "/" ? {} : { back: location.href } });
  },
  component: lazyRouteComponent(() => import("./routes/console.tsx"), "ConsoleRoute"),
});

const homeRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: "/",
  component: lazyRouteComponent(() => import("./routes/home.tsx"), "HomeRoute"),
});

const ordersRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: "/orders",
  validateSearch: readOrderSearch,
  component: lazyRouteComponent(() => import("./routes/orders.tsx"), "OrdersRoute"),
});

const orderRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: "/orders/$number",
  validateSearch: (search): { refund?: string | undefined } => ({ refund: readUuid(search.refund) }),
  component: lazyRouteComponent(() => import("./routes/order.tsx"), "OrderRoute"),
});

const disputesRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: "/disputes",
  validateSearch: readDisputeSearch,
  component: lazyRouteComponent(() => import("./routes/disputes.tsx"), "DisputesRoute"),
});

const disputeRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: "/disputes/$disputeId",
  component: lazyRouteComponent(() => import("./routes/dispute.tsx"), "DisputeRoute"),
});

const declinesRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: "/declines",
  validateSearch: readDeclineSearch,
  component: lazyRouteComponent(() => import("./routes/declines.tsx"), "DeclinesRoute"),
});

const auditRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: "/audit",
  validateSearch: readAuditSearch,
  component: lazyRouteComponent(() => import("./routes/audit.tsx"), "AuditRoute"),
});

const reservationsRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: "/reservations",
  validateSearch: readReservationSearch,
  component: lazyRouteComponent(() => import("./routes/reservations.tsx"), "ReservationsRoute"),
});

const syncRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: "/sync",
  validateSearch: (search): { run?: string | undefined } => ({ run: readUuid(search.run) }),
  component: lazyRouteComponent(() => import("./routes/sync.tsx"), "SyncRoute"),
});

const alertsRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: "/alerts",
  component: lazyRouteComponent(() => import("./routes/alerts.tsx"), "AlertsRoute"),
});

const alertSettingsRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: "/alerts/settings",
  component: lazyRouteComponent(() => import("./routes/alert-settings.tsx"), "AlertSettingsRoute"),
});

const unknownPaymentsRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: "/unknown-payments",
  component: lazyRouteComponent(() => import("./routes/unknown-payments.tsx"), "UnknownPaymentsRoute"),
});

const payoutsRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: "/payouts",
  validateSearch: readPayoutSearch,
  component: lazyRouteComponent(() => import("./routes/payouts.tsx"), "PayoutsRoute"),
});

const payoutRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: "/payouts/$payoutId",
  component: lazyRouteComponent(() => import("./routes/payout.tsx"), "PayoutRoute"),
});

const reconciliationRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: "/reconciliation",
  validateSearch: readDiscrepancySearch,
  component: lazyRouteComponent(() => import("./routes/reconciliation.tsx"), "ReconciliationRoute"),
});

const messagesRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: "/messages",
  validateSearch: readMessageSearch,
  component: lazyRouteComponent(() => import("./routes/messages.tsx"), "MessagesRoute"),
});

const messageRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: "/messages/$key",
  component: lazyRouteComponent(() => import("./routes/message.tsx"), "MessageRoute"),
});

const webhooksRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: "/webhooks",
  validateSearch: readWebhookSearch,
  component: lazyRouteComponent(() => import("./routes/webhooks.tsx"), "WebhooksRoute"),
});

const jobsRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: "/jobs",
  validateSearch: readJobSearch,
  component: lazyRouteComponent(() => import("./routes/jobs.tsx"), "JobsRoute"),
});

const webhookEventRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: "/webhooks/$eventId",
  component: lazyRouteComponent(() => import("./routes/webhook-event.tsx"), "WebhookEventRoute"),
});

const productsRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: "/products",
  validateSearch: readProductSearch,
  component: lazyRouteComponent(() => import("./routes/products.tsx"), "ProductsRoute"),
});

const productRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: "/products/$productId",
  component: lazyRouteComponent(() => import("./routes/product.tsx"), "ProductRoute"),
});

const lineRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: "/products/$productId/line",
  validateSearch: readLineSearch,
  component: lazyRouteComponent(() => import("./routes/line.tsx"), "LineRoute"),
});

/** Both pages of categories are one chunk, as who opens the one opens the other. */
const importCategories = () => import("./routes/category-pages.ts");

const categoriesRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: "/categories",
  validateSearch: (search): { q?: string | undefined } => ({ q: readText(search.q) }),
  component: lazyRouteComponent(importCategories, "CategoriesRoute"),
});

const categoryRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: "/categories/$categoryId",
  component: lazyRouteComponent(importCategories, "CategoryRoute"),
});

/** The pages of rooms and people are one chunk, as who opens the one opens the others. */
const importResources = () => import("./routes/resource-pages.ts");

const healthRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: "/health",
  validateSearch: readHealthSearch,
  component: lazyRouteComponent(() => import("./routes/health.tsx"), "HealthRoute"),
});

const switchesRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: "/switches",
  component: lazyRouteComponent(() => import("./routes/switches.tsx"), "SwitchesRoute"),
});

const resourcesRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: "/resources",
  component: lazyRouteComponent(importResources, "ResourcesRoute"),
});

const resourceRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: "/resources/$resourceId",
  component: lazyRouteComponent(importResources, "ResourceRoute"),
});

const bookingsRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: "/bookings",
  validateSearch: (
    search,
  ): { week?: string | undefined; view?: "list" | undefined; room?: string | undefined } => ({
    week: readDay(search.week),
    view: search.view === "list" ? "list" : undefined,
    room: readUuid(search.room),
  }),
  component: lazyRouteComponent(importResources, "BookingsRoute"),
});

const hoursRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: "/hours",
  component: lazyRouteComponent(importResources, "HoursRoute"),
});

const stockRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: "/stock",
  validateSearch: readStockSearch,
  component: lazyRouteComponent(() => import("./routes/stock.tsx"), "StockRoute"),
});

const stockLevelRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: "/stock/$variantId",
  validateSearch: readMovementSearch,
  component: lazyRouteComponent(() => import("./routes/stock-level.tsx"), "StockLevelRoute"),
});

/** Both pages of shipping are one chunk, as who opens the one opens the other. */
const importShipping = () => import("./routes/shipping-pages.ts");

const shippingRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: "/shipping",
  component: lazyRouteComponent(importShipping, "ShippingRoute"),
});

const shippingZoneRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: "/shipping/$zoneId",
  component: lazyRouteComponent(importShipping, "ShippingZoneRoute"),
});

const currenciesRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: "/currencies",
  component: lazyRouteComponent(() => import("./routes/currencies.tsx"), "CurrenciesRoute"),
});

const taxRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: "/tax",
  component: lazyRouteComponent(() => import("./routes/tax.tsx"), "TaxRoute"),
});

const taxReportRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: "/tax/report",
  validateSearch: (search): { period?: string | undefined; oss?: boolean | undefined } => ({
    period: readText(search.period, 7),
    oss: readFlag(search.oss),
  }),
  component: lazyRouteComponent(() => import("./routes/tax-report.tsx"), "TaxReportRoute"),
});

const invoicesRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: "/invoices",
  validateSearch: readInvoiceSearch,
  component: lazyRouteComponent(() => import("./routes/invoices.tsx"), "InvoicesRoute"),
});

const settingsRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: "/settings",
  component: lazyRouteComponent(() => import("./routes/settings.tsx"), "SettingsRoute"),
});

/** The pages of draft orders are one chunk, as who opens the one opens the others. */
const importDraftOrders = () => import("./routes/draft-order-pages.ts");

const draftOrdersRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: "/draft-orders",
  validateSearch: readDraftSearch,
  component: lazyRouteComponent(importDraftOrders, "DraftOrdersRoute"),
});

const newDraftOrderRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: "/draft-orders/new",
  component: lazyRouteComponent(importDraftOrders, "NewDraftOrderRoute"),
});

const draftOrderRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: "/draft-orders/$draftOrderId",
  component: lazyRouteComponent(importDraftOrders, "DraftOrderRoute"),
});

/** Both pages of discounts are one chunk, as who opens the one opens the other. */
const importDiscounts = () => import("./routes/discount-pages.ts");

const discountsRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: "/discounts",
  validateSearch: readDiscountSearch,
  component: lazyRouteComponent(importDiscounts, "DiscountsRoute"),
});

const newDiscountRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: "/discounts/new",
  component: lazyRouteComponent(importDiscounts, "NewDiscountRoute"),
});

const discountRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: "/discounts/$discountId",
  validateSearch: (search): { q?: string | undefined } => ({ q: readText(search.q) }),
  component: lazyRouteComponent(importDiscounts, "DiscountRoute"),
});

const staffRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: "/staff",
  component: lazyRouteComponent(() => import("./routes/staff.tsx"), "StaffRoute"),
});

const accountRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: "/account",
  component: lazyRouteComponent(() => import("./routes/account.tsx"), "AccountRoute"),
});

export const router = createRouter({
  routeTree: rootRoute.addChildren([
    signInRoute,
    forgotPasswordRoute,
    resetPasswordRoute,
    invitationRoute,
    consoleRoute.addChildren([
      homeRoute,
      ordersRoute,
      orderRoute,
      disputesRoute,
      disputeRoute,
      declinesRoute,
      reservationsRoute,
      syncRoute,
      alertsRoute,
      alertSettingsRoute,
      unknownPaymentsRoute,
      payoutsRoute,
      payoutRoute,
      reconciliationRoute,
      messagesRoute,
      messageRoute,
      webhooksRoute,
      jobsRoute,
      webhookEventRoute,
      productsRoute,
      productRoute,
      lineRoute,
      categoriesRoute,
      categoryRoute,
      healthRoute,
      switchesRoute,
      resourcesRoute,
      resourceRoute,
      bookingsRoute,
      hoursRoute,
      stockRoute,
      stockLevelRoute,
      shippingRoute,
      shippingZoneRoute,
      currenciesRoute,
      taxRoute,
      taxReportRoute,
      invoicesRoute,
      settingsRoute,
      draftOrdersRoute,
      newDraftOrderRoute,
      draftOrderRoute,
      discountsRoute,
      newDiscountRoute,
      discountRoute,
      staffRoute,
      accountRoute,
      auditRoute,
    ]),
  ]),
  parseSearch,
  stringifySearch,
  basepath: "/admin",
  defaultPreload: "intent",
  defaultPendingMs: 300,
  defaultPendingComponent: OpeningRoute,
  defaultErrorComponent: BrokenRoute,
  defaultNotFoundComponent: NotFoundRoute,
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
  interface HistoryState {
    /** Whether the page was opened by a link from a list, or from home: then one step back leads there. */
    fromList?: boolean;
  }
}

/** A path inside the console; any other address could lead people to a foreign site after they signed in. */
function isOwnPath(value: unknown): value is string {
  return typeof value === "string" && /^\/(?![/\\])/.test(value);
}
