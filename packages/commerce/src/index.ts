export { newCartToken } from "./cart/cart-token.ts";
export { addToCart, setCartLine } from "./cart/change-cart.ts";
export { getCart } from "./cart/queries.ts";
export { getProduct, listProducts } from "./catalog/queries.ts";
export {
  cancelCheckout,
  cancelOwnCheckout,
  expireCheckout,
  expireCheckouts,
} from "./checkout/end-checkout.ts";
export { extendHold } from "./checkout/extend-hold.ts";
export { prepareCheckout } from "./checkout/prepare-checkout.ts";
export { startCheckout } from "./checkout/start-checkout.ts";
export { DomainError } from "./domain-error.ts";
export { jobNames, runJob } from "./job-table.ts";
export { escapeHtml } from "./notifications/order-mails.ts";
export { orderPath, orderToken, readOrderToken } from "./orders/links.ts";
export { placeOrder } from "./orders/place-order.ts";
export { getOrder, listOrders } from "./orders/queries.ts";
export { auditLedger, type LedgerAudit } from "./payments/audit-ledger.ts";
export { receiveEvent } from "./payments/receive-event.ts";
export { reconcile } from "./payments/reconcile.ts";
export { createStripe } from "./payments/stripe.ts";
export { type SyncReport, syncOrders } from "./payments/sync-orders.ts";
export { verifyEvent, type WebhookCall } from "./payments/verify-event.ts";
export { type Clock, type Log, type Settings, type Shop, systemClock } from "./shop.ts";
