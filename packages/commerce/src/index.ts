export { newCartToken } from "./cart/cart-token.ts";
export { addToCart, setCartLine } from "./cart/change-cart.ts";
export { getCart } from "./cart/queries.ts";
export { addPicture } from "./catalog/add-picture.ts";
export { archiveVariant, restoreVariant } from "./catalog/archive-variant.ts";
export { describePicture, movePicture, removePicture } from "./catalog/change-pictures.ts";
export { createProduct } from "./catalog/create-product.ts";
export { deleteVariant } from "./catalog/delete-variant.ts";
export { moveProduct } from "./catalog/move-product.ts";
export { findPictureFile } from "./catalog/pictures.ts";
export { publishProduct } from "./catalog/publish-product.ts";
export { getProduct, listProducts } from "./catalog/queries.ts";
export { getProductForStaff, listProductsForStaff } from "./catalog/staff-queries.ts";
export { unpublishProduct } from "./catalog/unpublish-product.ts";
export { updateProduct } from "./catalog/update-product.ts";
export { expireCheckouts } from "./checkout/end-checkout.ts";
export { extendHold } from "./checkout/extend-hold.ts";
export { extendHoldByStaff } from "./checkout/extend-hold-by-staff.ts";
export { prepareCheckout } from "./checkout/prepare-checkout.ts";
export { releaseReservation } from "./checkout/release-reservation.ts";
export { resumeCheckout } from "./checkout/resume-checkout.ts";
export { startCheckout } from "./checkout/start-checkout.ts";
export { exportDeclines } from "./declines/export-declines.ts";
export { getDeclineFigures } from "./declines/get-decline-figures.ts";
export { countDeclinesOf, listDeclinedPayments } from "./declines/list-declined-payments.ts";
export { acceptDispute } from "./disputes/accept-dispute.ts";
export { dismissFraudWarning } from "./disputes/dismiss-fraud-warning.ts";
export { getDisputeEvidence } from "./disputes/get-dispute-evidence.ts";
export { listDisputes } from "./disputes/list-disputes.ts";
export { saveDisputeEvidence } from "./disputes/save-dispute-evidence.ts";
export { submitDispute } from "./disputes/submit-dispute.ts";
export { DomainError } from "./domain-error.ts";
export { correctShipment } from "./fulfilment/correct-shipment.ts";
export { markDelivered } from "./fulfilment/mark-delivered.ts";
export { shipOrder } from "./fulfilment/ship-order.ts";
export { correctStock } from "./inventory/correct-stock.ts";
export { getStock, listMovements, listStock } from "./inventory/queries.ts";
export { receiveStock } from "./inventory/receive-stock.ts";
export {
  listHeldByCheckout,
  listHeldByProduct,
  listReservationHistory,
  reservationFigures,
} from "./inventory/reservations.ts";
export { setLowStockThreshold } from "./inventory/set-low-stock-threshold.ts";
export { jobNames, runJob } from "./job-table.ts";
export type { JobName } from "./jobs.ts";
export { forgetOldCalls } from "./limits/forget-old-calls.ts";
export type { LimitedCall, Limits } from "./limits/limits.ts";
export { networkOf } from "./limits/network-of.ts";
export { forgetCalls, secondsToWait } from "./limits/seconds-to-wait.ts";
export { takeTurn } from "./limits/take-turn.ts";
export { createMailer } from "./notifications/create-mailer.ts";
export { escapeHtml } from "./notifications/mail-layout.ts";
export { type Actor, listAudit, noteAudit } from "./operations/audit-log.ts";
export { getAttention } from "./operations/get-attention.ts";
export { getFigures } from "./operations/get-figures.ts";
export { removeOld } from "./operations/remove-old.ts";
export { addNote } from "./orders/add-note.ts";
export { cancelOrder } from "./orders/cancel-order.ts";
export { countNewOrders, countOrders } from "./orders/count-orders.ts";
export { exportOrders } from "./orders/export-orders.ts";
export { getOrderForStaff } from "./orders/get-order-for-staff.ts";
export { orderPath, orderToken, readOrderToken } from "./orders/links.ts";
export { listOrders } from "./orders/list-orders.ts";
export { placeOrder } from "./orders/place-order.ts";
export { getOrder } from "./orders/queries.ts";
export { refundOrder } from "./orders/refund-order.ts";
export { resendConfirmation } from "./orders/resend-confirmation.ts";
export { auditLedger, type LedgerAudit } from "./payments/audit-ledger.ts";
export { probeFailingStripe } from "./payments/probe-failing-stripe.ts";
export { receiveEvent } from "./payments/receive-event.ts";
export { reconcile } from "./payments/reconcile.ts";
export { retryAllWebhookEvents, retryWebhookEvent } from "./payments/retry-events.ts";
export { startSyncRun } from "./payments/start-sync-run.ts";
export { createStripe } from "./payments/stripe.ts";
export { inBackground, whilePersonWaits } from "./payments/stripe-budget.ts";
export { isUnavailable, probeStripe, stripeProblem } from "./payments/stripe-outage.ts";
export type { StripeTimes } from "./payments/stripe-policies.ts";
export { createStripeStatus } from "./payments/stripe-status.ts";
export { type SyncReport, syncOrders } from "./payments/sync-orders.ts";
export { getSyncProgress, getSyncRun, listPending, listSyncRuns } from "./payments/sync-run-views.ts";
export { verifyEvent, type WebhookCall } from "./payments/verify-event.ts";
export {
  countNewerWebhookEvents,
  countRetriableEvents,
  getWebhookEvent,
  listWebhookEvents,
  listWebhookRejections,
} from "./payments/webhook-views.ts";
export { decideRefundGoods } from "./refunds/decide-refund-goods.ts";
export { followUnsentRefunds } from "./refunds/follow-unsent-refunds.ts";
export { payRefundAnotherWay } from "./refunds/pay-refund-another-way.ts";
export { reclaimGoods } from "./refunds/reclaim-goods.ts";
export { retryRefund } from "./refunds/retry-refund.ts";
export { returnGoods } from "./refunds/return-goods.ts";
export { waiveRefund } from "./refunds/waive-refund.ts";
export { alignOrderNumbers } from "./restore/align-order-numbers.ts";
export {
  ignoreUnknownPayment,
  refundUnknownPayment,
  retryUnknownPayment,
} from "./restore/decide-unknown-payment.ts";
export { listUnknownPayments } from "./restore/unknown-payments.ts";
export { type Clock, type Log, type Settings, type Shop, systemClock } from "./shop.ts";
export { acceptInvitation } from "./staff/accept-invitation.ts";
export { changeRole } from "./staff/change-role.ts";
export { endSessions } from "./staff/end-sessions.ts";
export { getAccount } from "./staff/get-account.ts";
export { getInvitation } from "./staff/get-invitation.ts";
export { inviteStaff } from "./staff/invite-staff.ts";
export { listStaff } from "./staff/list-staff.ts";
export { queuePasswordReset } from "./staff/queue-password-reset.ts";
export { removeStaff } from "./staff/remove-staff.ts";
export { renameStaff } from "./staff/rename-staff.ts";
export { resendInvitation } from "./staff/resend-invitation.ts";
export { revokeInvitation } from "./staff/revoke-invitation.ts";
