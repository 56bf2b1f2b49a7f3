export type { Actor } from "./actor.ts";
export { acknowledgeAlert } from "./alerts/acknowledge-alert.ts";
export { getAlertSettings, testAlertSettings, updateAlertSettings } from "./alerts/alert-settings.ts";
export { checkAlerts } from "./alerts/check-alerts.ts";
export { listClearedAlerts, listOpenAlerts } from "./alerts/list-alerts.ts";
export { tellOfSilentWorker } from "./alerts/tell-of-silent-worker.ts";
export { listAudit, recordAudit } from "./audit/audit-log.ts";
export { cancelBooking, cancelOwnBooking } from "./booking-actions/cancel-booking.ts";
export {
  getBookingForStaff,
  getBookingTerms,
  listBookingSlots,
} from "./booking-actions/get-booking-terms.ts";
export { getMoveTimes } from "./booking-actions/get-move-times.ts";
export { getOrderCalendar } from "./booking-actions/get-order-calendar.ts";
export { markNoShow } from "./booking-actions/mark-no-show.ts";
export { moveBooking, moveOwnBooking } from "./booking-actions/move-booking.ts";
export { remindBookings } from "./booking-actions/remind-bookings.ts";
export { listBookings } from "./bookings/list-bookings.ts";
export { listOpenTimes } from "./bookings/list-open-times.ts";
export { listCalendarFeeds } from "./calendar-feeds/list-feeds.ts";
export { readCalendarFeed } from "./calendar-feeds/read-feed.ts";
export { renewCalendarFeed, revokeCalendarFeed } from "./calendar-feeds/save-feed.ts";
export { createEasyPost } from "./carrier/easypost.ts";
export { addToCart, setCartLine } from "./cart/change-cart.ts";
export { applyCode, removeCode } from "./cart/change-codes.ts";
export { chooseCurrency } from "./cart/choose-currency.ts";
export { getCart } from "./cart/queries.ts";
export { addPicture } from "./catalog/add-picture.ts";
export { archiveVariant, restoreVariant } from "./catalog/archive-variant.ts";
export { type BoundedMap, boundedMap } from "./catalog/bounded-map.ts";
export {
  addFile,
  moveFile,
  removeFile,
  renameFile,
  replaceFile,
  setDownloadLimit,
} from "./catalog/change-files.ts";
export { describePicture, movePicture, removePicture } from "./catalog/change-pictures.ts";
export { addPreview, movePreview, removePreview, renamePreview } from "./catalog/change-previews.ts";
export { createProduct } from "./catalog/create-product.ts";
export { deleteVariant } from "./catalog/delete-variant.ts";
export { getService } from "./catalog/get-service.ts";
export { setLicence } from "./catalog/licences.ts";
export { listSlots } from "./catalog/list-slots.ts";
export { moveProduct } from "./catalog/move-product.ts";
export { findPictureFile } from "./catalog/pictures.ts";
export { findPreview } from "./catalog/previews.ts";
export { publishProduct } from "./catalog/publish-product.ts";
export { getCatalog, getProduct, listCategories } from "./catalog/queries.ts";
export { getProductForStaff, listProductsForStaff } from "./catalog/staff-queries.ts";
export { unpublishProduct } from "./catalog/unpublish-product.ts";
export { updateProduct } from "./catalog/update-product.ts";
export { updateService } from "./catalog/update-service.ts";
export { type SlotChanges, watchSlots } from "./catalog/watch-slots.ts";
export { deleteCategory } from "./categories/delete-category.ts";
export { moveCategory } from "./categories/move-category.ts";
export { getCategoryForStaff, listCategoriesForStaff } from "./categories/queries.ts";
export { createCategory, updateCategory } from "./categories/save-category.ts";
export { getCheckoutNotice, getClosedNotice } from "./checkout/checkout-notice.ts";
export { type ExpiredCheckouts, expireCheckouts } from "./checkout/end-checkout.ts";
export { extendReservation } from "./checkout/extend-reservation.ts";
export { pageSetting } from "./checkout/page-setting.ts";
export { countWaitingToPay, keepPaymentPlace, leavePaymentLine } from "./checkout/payment-turns.ts";
export { placeOrder } from "./checkout/place-order.ts";
export { placeSessionOrder } from "./checkout/place-session-order.ts";
export { prepareCheckout } from "./checkout/prepare-checkout.ts";
export { quoteCheckout } from "./checkout/quote-checkout.ts";
export { readLinkTarget } from "./checkout/read-link-target.ts";
export { resumeCheckout } from "./checkout/resume-checkout.ts";
export { startCheckout } from "./checkout/start-checkout.ts";
export { newCartToken } from "./checkouts/cart-token.ts";
export { askForExchangeRates } from "./currencies/ask-for-exchange-rates.ts";
export { getCurrencies } from "./currencies/get-currencies.ts";
export { offeredCurrencies } from "./currencies/offered-currencies.ts";
export { ratesAttention } from "./currencies/rates-attention.ts";
export { updateCurrencies } from "./currencies/update-currencies.ts";
export { requestExchangeRates, updateExchangeRates } from "./currencies/update-exchange-rates.ts";
export { dayOf } from "./day-in-zone.ts";
export { exportDeclines } from "./declines/export-declines.ts";
export { getDeclineFigures } from "./declines/get-decline-figures.ts";
export { countDeclinesOf, listDeclinedPayments } from "./declines/list-declined-payments.ts";
export { importDiscounts } from "./discount-import/import-discounts.ts";
export { addDiscountCode, generateDiscountCodes } from "./discounts/discount-codes.ts";
export { exportDiscountCodes } from "./discounts/export-codes.ts";
export { createDiscount, pauseDiscount, updateDiscount } from "./discounts/save-discount.ts";
export { getDiscount, listDiscountCodes, listDiscounts } from "./discounts/staff-queries.ts";
export { dismissDiscrepancy } from "./discrepancy-actions/dismiss-discrepancy.ts";
export { exportDiscrepancies } from "./discrepancy-actions/export-discrepancies.ts";
export {
  countDiscrepancies,
  type DiscrepancyView,
  listDiscrepancies,
} from "./discrepancy-actions/list-discrepancies.ts";
export { repairDiscrepancy } from "./discrepancy-actions/repair-discrepancy.ts";
export { acceptDispute } from "./dispute-responses/accept-dispute.ts";
export { dismissFraudWarning } from "./dispute-responses/dismiss-fraud-warning.ts";
export { getDisputeEvidence } from "./dispute-responses/get-dispute-evidence.ts";
export { listDisputes } from "./dispute-responses/list-disputes.ts";
export { saveDisputeEvidence } from "./dispute-responses/save-dispute-evidence.ts";
export { submitDispute } from "./dispute-responses/submit-dispute.ts";
export { DomainError } from "./domain-error.ts";
export { countDownload, recordBrokenDownload } from "./downloads/count-download.ts";
export { countDownloads, exportDownloads } from "./downloads/export-downloads.ts";
export { type DownloadRefusal, findDownload } from "./downloads/find-download.ts";
export { findLicence } from "./downloads/find-licence.ts";
export { cancelDraftOrder } from "./draft-orders/cancel-draft-order.ts";
export { exportDraftOrders } from "./draft-orders/export-draft-orders.ts";
export { extendDraftOrder } from "./draft-orders/extend-draft-order.ts";
export { findCustomers, findVariants } from "./draft-orders/find-for-draft-order.ts";
export { listDraftOrderSlots } from "./draft-orders/list-draft-order-slots.ts";
export { openDraftOrder } from "./draft-orders/open-draft-order.ts";
export { priceDraftOrder } from "./draft-orders/price-draft-order.ts";
export { mailPaymentLink, renewPaymentLink } from "./draft-orders/renew-payment-link.ts";
export { createDraftOrder, updateDraftOrder } from "./draft-orders/save-draft-order.ts";
export { sendDraftOrder } from "./draft-orders/send-draft-order.ts";
export {
  countDraftOrders,
  draftOrderFigures,
  getDraftOrder,
  listDraftOrders,
} from "./draft-orders/staff-queries.ts";
export { endDrop, getDrop, letIn, setDrop, setDropState } from "./drops/change-drop.ts";
export { type DropPlace, getDropPlace, moveDropsOn, watchDrop } from "./drops/drop-line.ts";
export { exportDropPlaces } from "./drops/export-drop-places.ts";
export { joinLine, leaveDropLine } from "./drops/join-drop.ts";
export { listPlacesForStaff } from "./drops/list-drop-places.ts";
export { makePuzzle } from "./drops/puzzle.ts";
export { discardJob } from "./failed-jobs/discard-job.ts";
export { keepFailure } from "./failed-jobs/keep-failure.ts";
export { countJobFailures, listFailedJobs } from "./failed-jobs/list-failed-jobs.ts";
export { retryJob, retryJobs } from "./failed-jobs/retry-jobs.ts";
export { getFeedback, giveFeedback } from "./feedback/give-feedback.ts";
export { type FileStorage, StorageError } from "./file-storage.ts";
export { collectFigures, type FigureCollector } from "./health/collect-figures.ts";
export { exportHealth } from "./health/export-health.ts";
export { exportConversion, getConversion } from "./health/get-conversion.ts";
export { getHealth, getHealthNow } from "./health/get-health.ts";
export { type ReportedProcess, removeProcess, reportProcess } from "./health/report-process.ts";
export { sampleHealth } from "./health/sample-health.ts";
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
export { exportEcSalesList } from "./invoices/export-ec-sales-list.ts";
export { exportInvoices, zipInvoices } from "./invoices/export-invoices.ts";
export { exportTaxReport } from "./invoices/export-tax-report.ts";
export { getEcSalesList } from "./invoices/get-ec-sales-list.ts";
export { getDocumentOfRefund, getInvoice, getInvoiceOfOrder } from "./invoices/get-invoice.ts";
export { getTaxReport } from "./invoices/get-tax-report.ts";
export { countInvoices } from "./invoices/invoice-filter.ts";
export { requestMissingInvoices } from "./invoices/issue-missing-invoices.ts";
export { listInvoices } from "./invoices/list-invoices.ts";
export { jobNames, runJob } from "./job-table.ts";
export type { JobName } from "./jobs.ts";
export { buyLabel } from "./labels/buy-label.ts";
export { dismissLabelProblem } from "./labels/dismiss-label-problem.ts";
export { followLabels } from "./labels/follow-labels.ts";
export { planLabel } from "./labels/plan-label.ts";
export { rateLabel } from "./labels/rate-label.ts";
export { readCarrierEvent } from "./labels/read-carrier-event.ts";
export { receiveCarrierEvent } from "./labels/receive-carrier-event.ts";
export { getLabelFile } from "./labels/store-label.ts";
export { isCarrierSignature, isSignedByCarrier } from "./labels/verify-carrier-event.ts";
export { voidLabel } from "./labels/void-label.ts";
export { auditLedger, type LedgerAudit } from "./ledger-audit/audit-ledger.ts";
export { getLedgerAudit, requestLedgerAudit, runLedgerAudit } from "./ledger-audit/run-audit.ts";
export { countCall } from "./limits/count-call.ts";
export { countRead } from "./limits/count-read.ts";
export { forgetOldCalls } from "./limits/forget-old-calls.ts";
export { networkOf } from "./limits/network-of.ts";
export { forgetCalls, secondsToWait } from "./limits/seconds-to-wait.ts";
export { tryLiveRates } from "./live-rates/try-live-rates.ts";
export { becauseOf, currentCause } from "./log-cause.ts";
export {
  createMeasures,
  type LabelsOf,
  type Measure,
  type MeasureName,
  type Measures,
  measures,
  secondsSince,
} from "./measures.ts";
export { answerMessage, closeMessage, reopenMessage } from "./messages/answer-message.ts";
export { exportMessages } from "./messages/export-messages.ts";
export { getMessage } from "./messages/get-message.ts";
export { countMessages, listMessages, type MessageView } from "./messages/list-messages.ts";
export { sendMessage } from "./messages/send-message.ts";
export { calendarAttachments } from "./notifications/calendar-attachments.ts";
export { createMailer } from "./notifications/create-mailer.ts";
export { escapeHtml } from "./notifications/mail-layout.ts";
export { getAttention } from "./operations/get-attention.ts";
export { getFigures } from "./operations/get-figures.ts";
export { removeOld } from "./operations/remove-old.ts";
export { resumeHeldWork } from "./operations/resume-held-work.ts";
export { countNewOrders, countOrders } from "./order-views/count-orders.ts";
export { exportOrders } from "./order-views/export-orders.ts";
export { getOrder } from "./order-views/get-order.ts";
export { getOrderForStaff } from "./order-views/get-order-for-staff.ts";
export { listOrders } from "./order-views/list-orders.ts";
export { mailOrderLink } from "./order-views/mail-order-link.ts";
export { measurePlaced } from "./order-views/measure-placed.ts";
export { orderPath, orderToken, readOrderToken } from "./orders/links.ts";
export { getPaymentTimeline } from "./payment-timeline/get-payment-timeline.ts";
export { storeStripeCalls } from "./payment-timeline/store-stripe-calls.ts";
export { getBalanceOfOrder, type OrderBalance } from "./payouts/balance-of-order.ts";
export { exportPayouts } from "./payouts/export-payouts.ts";
export { getPayout, listPayoutTransactions } from "./payouts/get-payout.ts";
export { countPayouts, listPayouts, type PayoutView } from "./payouts/list-payouts.ts";
export { getPayoutFigures } from "./payouts/payout-figures.ts";
export { reconcile, reconcileBetween } from "./reconciliation/reconcile.ts";
export { getReconciliationRun, listReconciliationRuns } from "./reconciliation/run-views.ts";
export { startReconciliation, windowOf } from "./reconciliation/start-run.ts";
export { approveRefund } from "./refund-actions/approve-refund.ts";
export { cancelPart } from "./refund-actions/cancel-part.ts";
export { decideRefundGoods } from "./refund-actions/decide-refund-goods.ts";
export { payRefundAnotherWay } from "./refund-actions/pay-refund-another-way.ts";
export { reclaimGoods } from "./refund-actions/reclaim-goods.ts";
export { refundOrder } from "./refund-actions/refund-order.ts";
export { retryRefund } from "./refund-actions/retry-refund.ts";
export { returnGoods } from "./refund-actions/return-goods.ts";
export { waiveRefund } from "./refund-actions/waive-refund.ts";
export { followUnsentRefunds } from "./refunds/follow-unsent-refunds.ts";
export { blockResource, moveBlock, unblockResource } from "./resources/block-resource.ts";
export { getResource, listResources } from "./resources/queries.ts";
export {
  archiveResource,
  createResource,
  restoreResource,
  updateResource,
} from "./resources/save-resource.ts";
export { getShopHours, updateShopHours } from "./resources/shop-hours.ts";
export { alignOrderNumbers } from "./restore/align-order-numbers.ts";
export { getSeller } from "./settings/get-seller.ts";
export { getShopSettings } from "./settings/get-shop-settings.ts";
export { updateShopSettings } from "./settings/update-shop-settings.ts";
export { createShippingZone } from "./shipping/create-zone.ts";
export { deleteShippingZone } from "./shipping/delete-zone.ts";
export { getParcels } from "./shipping/get-parcels.ts";
export { moveShippingZone } from "./shipping/move-zone.ts";
export { servedCountries } from "./shipping/served-countries.ts";
export { setOriginCountry } from "./shipping/set-origin-country.ts";
export { getShippingZone, listShippingZones } from "./shipping/staff-queries.ts";
export { updateParcels } from "./shipping/update-parcels.ts";
export { updateShippingZone } from "./shipping/update-zone.ts";
export {
  type Clock,
  type LimitedCall,
  type Limits,
  type Log,
  type Settings,
  type Shop,
  type SwitchOverrides,
  systemClock,
} from "./shop.ts";
export { acceptInvitation } from "./staff/accept-invitation.ts";
export { changeRole } from "./staff/change-role.ts";
export { endLinks } from "./staff/end-links.ts";
export { endSessions } from "./staff/end-sessions.ts";
export { getAccount } from "./staff/get-account.ts";
export { getInvitation } from "./staff/get-invitation.ts";
export { insertStaff } from "./staff/insert-staff.ts";
export { inviteStaff } from "./staff/invite-staff.ts";
export { listStaff } from "./staff/list-staff.ts";
export { queuePasswordReset } from "./staff/queue-password-reset.ts";
export { recordSessionUse } from "./staff/record-session-use.ts";
export { removeStaff } from "./staff/remove-staff.ts";
export { renameStaff } from "./staff/rename-staff.ts";
export { replacePassword } from "./staff/replace-password.ts";
export { resendInvitation } from "./staff/resend-invitation.ts";
export { revokeInvitation } from "./staff/revoke-invitation.ts";
export { addNote } from "./staff-actions/add-note.ts";
export { cancelOrder } from "./staff-actions/cancel-order.ts";
export { captureOrder } from "./staff-actions/capture-order.ts";
export { renewDownloads, restoreDownloads, revokeDownloads } from "./staff-actions/change-downloads.ts";
export { correctShipment } from "./staff-actions/correct-shipment.ts";
export { extendReservationByStaff } from "./staff-actions/extend-reservation-by-staff.ts";
export { markDelivered } from "./staff-actions/mark-delivered.ts";
export { releaseReservation } from "./staff-actions/release-reservation.ts";
export { resendConfirmation } from "./staff-actions/resend-confirmation.ts";
export { shipOrder } from "./staff-actions/ship-order.ts";
export { diskStorage } from "./storage/disk-storage.ts";
export { type S3Bucket, s3Storage } from "./storage/s3-storage.ts";
export { probeFailingStripe } from "./stripe/probe-failing-stripe.ts";
export { createStripe } from "./stripe/stripe.ts";
export { inBackground, whilePersonWaits } from "./stripe/stripe-budget.ts";
export { isUnavailable, probeStripe, stripeProblemText } from "./stripe/stripe-outage.ts";
export type { StripeTimes } from "./stripe/stripe-policies.ts";
export { createStripeStatus } from "./stripe/stripe-status.ts";
export { createStripeTurns, stripeRateOf } from "./stripe/stripe-turns.ts";
export { createStripeCallLog } from "./stripe-call-log.ts";
export { type CheckedRight, checkRights } from "./stripe-setup/check-rights.ts";
export { type KeyUser, neededRights } from "./stripe-setup/needed-rights.ts";
export { type EndpointSetup, setUpEndpoint } from "./stripe-setup/set-up-endpoint.ts";
export { createSetupClient } from "./stripe-setup/setup-client.ts";
export { dismissTaxRecords } from "./stripe-tax/dismiss-tax-records.ts";
export { followTaxRecords } from "./stripe-tax/follow-tax-records.ts";
export { limitCheckouts, setSwitch } from "./switches/change-switch.ts";
export { listSwitches } from "./switches/list-switches.ts";
export { areReservationsOn } from "./switches/switches-of.ts";
export { startSyncRun } from "./sync/start-sync-run.ts";
export { type SyncReport, syncInBackground, syncOrders } from "./sync/sync-orders.ts";
export { getSyncProgress, getSyncRun, listPending, listSyncRuns } from "./sync/sync-run-views.ts";
export { watchAuthorizations } from "./sync/watch-authorizations.ts";
export { acceptsVatIds } from "./tax/check-vat-id.ts";
export { getTaxSettings } from "./tax/get-tax-settings.ts";
export { updateTaxSettings } from "./tax/update-tax-settings.ts";
export {
  ignoreUnknownPayment,
  refundUnknownPayment,
  retryUnknownPayment,
} from "./unknown-payments/decide-unknown-payment.ts";
export { listUnknownPayments } from "./unknown-payments/unknown-payments.ts";
export { receiveUpload, UploadInterruptedError } from "./uploads/receive-upload.ts";
export { removeUnusedUploads } from "./uploads/remove-unused-uploads.ts";
export { webhookEventTypes } from "./webhooks/event-types.ts";
export { maskSecrets } from "./webhooks/mask-secrets.ts";
export { receiveEvent } from "./webhooks/receive-event.ts";
export { rejectCall, type WebhookCall } from "./webhooks/reject-call.ts";
export { retryAllWebhookEvents, retryWebhookEvent } from "./webhooks/retry-events.ts";
export { verifyEvent } from "./webhooks/verify-event.ts";
export {
  countNewerWebhookEvents,
  countRetriableEvents,
  getWebhookEvent,
  listWebhookEvents,
  listWebhookRejections,
} from "./webhooks/webhook-views.ts";
