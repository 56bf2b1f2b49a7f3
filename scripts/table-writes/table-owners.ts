/**
 * Which room writes which tables; all others call its exported functions. `check-table-writes.ts` keeps it. A room is a
 * folder of `packages/commerce/src`.
 */
export const tableOwners: Readonly<Record<string, readonly string[]>> = {
  limits: ["call_count"],
  uploads: ["uploaded_file"],
  checkouts: ["checkout", "checkout_line", "checkout_quote", "checkout_quote_line"],
  audit: ["audit_entry"],
  "draft-orders": ["draft_order", "draft_order_line"],
  settings: ["shop_settings"],
  switches: ["switch"],
  alerts: ["alert", "alert_settings"],
  health: ["health_figure", "conversion_day", "process_status"],
  feedback: ["order_feedback"],
  "payment-timeline": ["stripe_call"],
  messages: ["customer_message", "message_answer"],
  "ledger-audit": ["ledger_audit_run"],
  labels: ["shipping_label", "shipping_label_file", "carrier_event"],
  currencies: ["currency_settings", "offered_currency", "exchange_rate", "rate_feed_status"],
  shipping: [
    "shipping_settings",
    "shipping_box",
    "shipping_zone",
    "shipping_area",
    "shipping_method",
    "shipping_rate",
    "shipping_rate_band",
  ],
  "live-rates": ["live_rate_answer", "live_rate_status"],
  tax: ["tax_settings", "tax_registration", "tax_rate", "vat_id_check"],
  "stripe-tax": ["tax_calculation", "tax_record"],
  categories: ["category", "product_category"],
  discounts: [
    "discount",
    "discount_amount",
    "discount_product",
    "discount_category",
    "discount_code",
    "discount_use",
  ],
  resources: ["shop_hours", "resource", "resource_block"],
  bookings: ["booking"],
  "calendar-feeds": ["calendar_feed"],
  inventory: ["stock_level", "stock_movement", "reservation"],
  catalog: [
    "product",
    "product_picture",
    "product_licence",
    "product_preview",
    "picture_file",
    "variant",
    "variant_file",
    "price",
    "service",
    "service_resource",
  ],
  drops: ["drop", "drop_entry"],
  orders: ["order", "order_line", "order_tax", "order_event"],
  cart: ["cart", "cart_line"],
  fulfilment: ["shipment", "shipment_line"],
  downloads: ["file_download", "order_downloads"],
  notifications: ["mail"],
  authorizations: ["payment_authorization"],
  stripe: ["service_status", "stripe_budget"],
  checkout: ["payment_turn"],
  "payment-sessions": ["payment_session"],
  refunds: ["refund", "refund_line"],
  disputes: ["dispute", "fraud_warning", "payment_review"],
  invoices: ["invoice", "invoice_tax", "invoice_series"],
  restore: ["unknown_payment", "reconciliation"],
  "checkout-requests": ["checkout_request"],
  payments: ["payment", "payment_failure"],
  payouts: ["payout", "balance_transaction"],
  discrepancies: ["discrepancy"],
  reconciliation: ["reconciliation_run"],
  webhooks: ["webhook_event", "webhook_attempt", "webhook_rejection"],
  "failed-jobs": ["job_failure"],
  sync: ["sync_run", "sync_run_item"],
  "staff-actions": ["order_note"],
  staff: ["staff", "staff_account", "staff_invitation", "staff_session", "staff_verification"],
};

/** Tables that no code of ours writes: triggers, migrations or a library do. */
export const writtenElsewhere: readonly string[] = [
  "catalog_version", // triggers
  "settings_version", // triggers
  "order_search", // triggers
  "shop_identity", // its migration
  "staff_two_factor", // better-auth, which writes the other tables of `staff`, too
];
