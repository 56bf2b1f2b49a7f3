export type {
  Alert,
  Checkout,
  CheckoutLine,
  CheckoutQuote,
  CheckoutQuoteLine,
  CheckoutRequest,
  Discrepancy,
  Invoice,
  Order,
  OrderLine,
  Payment,
  PaymentSession,
  Payout,
  ReconciliationRun,
  Refund,
  ShippingLabel,
  UnknownPayment,
} from "../generated/prisma/client.ts";
export { Prisma } from "../generated/prisma/client.ts";
export * from "../generated/prisma/enums.ts";
export * from "./await-database.ts";
export * from "./bus.ts";
export * from "./connect.ts";
export * from "./embedded-postgres.ts";
export * from "./grant-use.ts";
export * from "./job-connections.ts";
export * from "./jobs.ts";
export { migrate, newerSentence } from "./migrate.ts";
export { migrationNames } from "./migrations-on-disk.ts";
export * from "./our-session.ts";
export * from "./schema-state.ts";
export * from "./sql/alert-facts.ts";
export * from "./sql/applied-migrations.ts";
export * from "./sql/authorized-totals.ts";
export * from "./sql/begin-payment.ts";
export * from "./sql/bookings-of-network.ts";
export * from "./sql/bookings-to-remind.ts";
export * from "./sql/change-cart-line.ts";
export * from "./sql/checkouts-by-name.ts";
export * from "./sql/claim-sync.ts";
export * from "./sql/claim-syncs.ts";
export * from "./sql/commit-reservations.ts";
export * from "./sql/complete-checkout.ts";
export * from "./sql/conversion-days.ts";
export * from "./sql/count-calls.ts";
export * from "./sql/count-conversion.ts";
export * from "./sql/count-declines.ts";
export * from "./sql/count-jobs.ts";
export * from "./sql/count-states.ts";
export * from "./sql/count-untouched-jobs.ts";
export * from "./sql/currency-gaps.ts";
export * from "./sql/customer-history.ts";
export * from "./sql/decline-reasons.ts";
export * from "./sql/decline-sources.ts";
export * from "./sql/decline-totals.ts";
export type { DeclineSqlFilter } from "./sql/decline-where.ts";
export * from "./sql/discount-figures.ts";
export * from "./sql/draft-order-figures.ts";
export * from "./sql/drop-places.ts";
export * from "./sql/drops.ts";
export * from "./sql/ec-sales-list.ts";
export * from "./sql/end-reservations.ts";
export * from "./sql/escape-like.ts";
export * from "./sql/exchange-rates-of.ts";
export * from "./sql/expired-checkouts.ts";
export * from "./sql/failed-jobs.ts";
export * from "./sql/failed-mails.ts";
export * from "./sql/failed-refunds.ts";
export * from "./sql/failed-syncs.ts";
export * from "./sql/find-quote.ts";
export * from "./sql/first-reservation-ends.ts";
export * from "./sql/fold-words.ts";
export * from "./sql/health-figures.ts";
export * from "./sql/held-events.ts";
export * from "./sql/held-for-nothing.ts";
export * from "./sql/held-refunds.ts";
export * from "./sql/insert-checkout.ts";
export * from "./sql/insert-live-rate-answer.ts";
export * from "./sql/insert-mail.ts";
export * from "./sql/insert-numbered-invoice.ts";
export * from "./sql/insert-open-session.ts";
export * from "./sql/insert-order.ts";
export { insertOrderEvent } from "./sql/insert-order-event.ts";
export * from "./sql/insert-payment.ts";
export * from "./sql/insert-quote.ts";
export * from "./sql/job-failures.ts";
export * from "./sql/ledger-of-bookings.ts";
export * from "./sql/ledger-of-orders.ts";
export * from "./sql/ledger-of-payouts.ts";
export * from "./sql/ledger-of-refunds.ts";
export * from "./sql/ledger-of-stock.ts";
export * from "./sql/ledger-of-taxes.ts";
export * from "./sql/ledger-of-timelines.ts";
export * from "./sql/list-declines.ts";
export * from "./sql/list-pending-syncs.ts";
export * from "./sql/list-stock-levels.ts";
export * from "./sql/lock-downloads.ts";
export * from "./sql/lock-feedback.ts";
export * from "./sql/lock-lost-checkout.ts";
export * from "./sql/lock-message.ts";
export * from "./sql/lock-owners.ts";
export * from "./sql/lock-rows.ts";
export * from "./sql/lock-stock.ts";
export * from "./sql/look-at-catalog.ts";
export * from "./sql/may-ask-carriers.ts";
export * from "./sql/move-booking.ts";
export * from "./sql/next-order-number.ts";
export * from "./sql/open-fraud-warnings.ts";
export * from "./sql/open-reviews.ts";
export * from "./sql/orders-by-stripe-id.ts";
export * from "./sql/orders-to-compare.ts";
export * from "./sql/orders-unlike-checkout.ts";
export * from "./sql/pass-order-number.ts";
export * from "./sql/payment-turns.ts";
export * from "./sql/payout-figures.ts";
export * from "./sql/payout-transactions.ts";
export * from "./sql/ping.ts";
export * from "./sql/price-tables-of.ts";
export {
  type CartGoodsRow,
  type CartLineRow,
  type CartRow,
  type OwnCheckoutRow,
  readCart,
  readCartAndGoods,
} from "./sql/read-cart.ts";
export * from "./sql/read-checkout-start.ts";
export { type CurrenciesRow, type OfferedCurrencyRow, readCurrencies } from "./sql/read-currencies.ts";
export * from "./sql/record-discrepancy.ts";
export * from "./sql/record-reported-payment.ts";
export * from "./sql/record-service-failure.ts";
export * from "./sql/remove-old.ts";
export { type ReportMoment, type ReportPeriod, reportPeriods } from "./sql/report-periods.ts";
export * from "./sql/reservations-of-network.ts";
export * from "./sql/reserve-stock.ts";
export * from "./sql/reserved-by-variant.ts";
export * from "./sql/sales-by-day.ts";
export * from "./sql/sales-by-hour.ts";
export * from "./sql/scarce-discounts.ts";
export * from "./sql/scarce-stock.ts";
export * from "./sql/search-catalog.ts";
export * from "./sql/search-orders.ts";
export { type TaxTableRow, taxTableOf } from "./sql/select-tax-table.ts";
export {
  type LiveServiceRow,
  type ShippingAreaRow,
  type ShippingBandRow,
  type ShippingMethodRow,
  shippingAreasOf,
} from "./sql/shipping-areas-of.ts";
export * from "./sql/shop-gauges.ts";
export { readShopState, rememberReads, type ShopState } from "./sql/shop-state.ts";
export * from "./sql/silent-payments.ts";
export { type StartingBuyer, type StartOutcome, startCheckouts } from "./sql/start-checkouts.ts";
export * from "./sql/store-balance-transactions.ts";
export * from "./sql/store-webhook-event.ts";
export * from "./sql/stripe-budget.ts";
export * from "./sql/sum-payout.ts";
export * from "./sql/sum-sales.ts";
export * from "./sql/take-bookings.ts";
export { takeCartLines } from "./sql/take-cart-lines.ts";
export * from "./sql/take-discount-uses.ts";
export * from "./sql/tax-report.ts";
export * from "./sql/trim-rejections.ts";
export * from "./sql/unanswered-disputes.ts";
export * from "./sql/unclaim-sync.ts";
export * from "./sql/undecided-goods.ts";
export * from "./sql/undo-unless.ts";
export * from "./sql/unrecorded-tax-orders.ts";
export * from "./sql/unsent-refunds.ts";
export * from "./sql/update-order-state.ts";
export * from "./sql/variant-thumbnails.ts";
export { NoFreeConnectionError, transact } from "./transact.ts";
export * from "./worker-lease.ts";
