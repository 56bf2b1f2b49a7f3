import {
  type AuditAction,
  type AuditSubject,
  auditActions,
  auditSubjects,
  type Coded,
  type DisputeStatus,
  formatMoney,
  type GoodsMovementReason,
  type IgnoredReason,
  type RefundState,
  type RejectionReason,
  readStripeProblem,
  type StockCorrectionReason,
  type StripeProblem,
  type StripeProblemCode,
  type SwitchName,
  type SyncResult,
  type SyncResultCode,
  type ViesProblem,
} from "@dualtrack/contract";

// Labels for the codes that the shop stores. A code without a label does not compile. A text that is not a code
// was stored by an older version, and is shown as it is.

/** The label of each action of the audit log; the name of its subject follows it. */
export const actionLabels: Record<AuditAction, string> = {
  "order.refund": "Refunded",
  "order.retry_refund": "Retried a failed refund of",
  "order.approve_refund": "Sent a refund while automatic ones were off, of",
  "order.pay_refund_another_way": "Recorded as paid another way a failed refund of",
  "order.waive_refund": "Recorded as no longer owed a failed refund of",
  "order.decide_refund_goods": "Recorded where the refunded goods are of",
  "order.return_goods": "Returned to stock goods of",
  "order.reclaim_goods": "Took out of stock again goods of",
  "order.cancel": "Cancelled",
  "order.capture": "Charged the card of",
  "order.cancel_part": "Cancelled a part of",
  "order.ship": "Shipped",
  "order.deliver": "Marked as delivered",
  "order.correct_shipment": "Corrected the tracking of",
  "order.buy_label": "Bought a label and shipped",
  "order.void_label": "Sent back a label of",
  "order.dismiss_label_problem": "Looked into a parcel of",
  "order.dismiss_tax_records": "Recorded by hand at Stripe Tax the invoices of",
  "dispute.save": "Saved evidence for a dispute of",
  "dispute.submit": "Submitted evidence for a dispute of",
  "dispute.accept": "Accepted a dispute of",
  "fraud_warning.dismiss": "Kept despite a fraud warning:",
  "order.note": "Added a note to",
  "order.resend_confirmation": "Sent the confirmation again",
  "order.renew_downloads": "Allowed further downloads",
  "order.revoke_downloads": "Stopped the downloads",
  "order.restore_downloads": "Allowed the downloads again",
  "webhook.retry": "Retried",
  "job.retry": "Retried",
  "job.discard": "Gave up",
  "payment.restore": "Restored the lost order of",
  "payment.refund_unknown": "Refunded the payment",
  "payment.ignore_unknown": "Ignored the payment",
  "sync.start": "Synced with Stripe",
  "ledger.audit": "Audited the ledger of",
  "reconciliation.start": "Compared with Stripe",
  "discrepancy.repair": "Repaired a discrepancy of",
  "discrepancy.dismiss": "Dismissed a discrepancy of",
  "discrepancies.export": "Exported as CSV:",
  "payouts.export": "Exported as CSV:",
  "message.answer": "Answered the message",
  "message.close": "Closed the message",
  "message.reopen": "Reopened the message",
  "messages.export": "Exported as CSV:",
  "alert.acknowledge": "Takes care of one of the",
  "alerts.update": "Changed who is told of",
  "alerts.test": "Sent a test message of",
  "reservation.extend": "Extended the reservation",
  "reservation.release": "Released the reservation",
  "stock.receive": "Received",
  "stock.correct": "Corrected the stock of",
  "stock.set_threshold": "Set the low-stock threshold of",
  "product.create": "Created the product",
  "product.update": "Changed the product",
  "product.set_booking": "Changed the booking of",
  "product.set_drop": "Changed the drop of",
  "product.end_drop": "Ended the drop of",
  "product.set_drop_state": "Changed the line for",
  "product.let_in": "Let people in for",
  "product.publish": "Published",
  "product.unpublish": "Unpublished",
  "product.move": "Moved in the catalog:",
  "product.archive_variant": "Archived a variant of",
  "product.restore_variant": "Restored a variant of",
  "product.delete_variant": "Deleted a variant of",
  "product.add_picture": "Added a picture to",
  "product.describe_picture": "Described a picture of",
  "product.move_picture": "Moved a picture of",
  "product.remove_picture": "Removed a picture of",
  "product.add_file": "Added a file to",
  "product.replace_file": "Replaced a file of",
  "product.rename_file": "Renamed a file of",
  "product.move_file": "Moved a file of",
  "product.set_licence": "Changed the licence",
  "product.add_preview": "Added a preview",
  "product.rename_preview": "Renamed a preview",
  "product.move_preview": "Moved a preview",
  "product.remove_preview": "Removed a preview",
  "product.set_download_limit": "Limited the downloads",
  "product.remove_file": "Removed a file of",
  "category.create": "Created the category",
  "category.update": "Changed the category",
  "category.move": "Moved the category",
  "category.delete": "Deleted the category",
  "resource.create": "Added the room or person",
  "resource.update": "Changed the room or person",
  "resource.archive": "Archived the room or person",
  "resource.restore": "Restored the room or person",
  "resource.block": "Blocked time of",
  "resource.move_block": "Moved blocked time of",
  "resource.unblock": "Unblocked time of",
  "calendar_feed.renew": "Made a new calendar address for",
  "calendar_feed.revoke": "Revoked the calendar address of",
  "hours.update": "Changed the opening hours",
  "booking.move": "Moved a booking",
  "booking.cancel": "Cancelled a booking",
  "booking.mark_no_show": "Noted that a customer did not come",
  "booking.undo_no_show": "Noted that a customer came after all",
  "draft_order.create": "Wrote the draft order",
  "draft_order.update": "Changed the draft order",
  "draft_order.send": "Sent the payment link of",
  "draft_order.extend": "Prolonged the reservation of",
  "draft_order.cancel": "Called off the draft order",
  "draft_order.renew_link": "Renewed the payment link of",
  "draft_order.mail_link": "Mailed the payment link of",
  "draft_orders.export": "Exported as CSV:",
  "discount.create": "Created the discount",
  "discount.update": "Changed the discount",
  "discount.pause": "Paused the discount",
  "discount.resume": "Resumed the discount",
  "discount.add_codes": "Added codes to the discount",
  "discount.import": "Imported from Stripe the discount",
  "discount.export_codes": "Exported the codes of the discount",
  "shipping.create_zone": "Created the shipping zone",
  "shipping.update_zone": "Changed the shipping zone",
  "shipping.move_zone": "Moved the shipping zone",
  "shipping.delete_zone": "Deleted the shipping zone",
  "currencies.update": "Changed the settings of",
  "currencies.update_rates": "Asked the feed for the rates of",
  "tax.update": "Changed the settings of",
  "tax.export": "Exported the report of",
  "tax.export_ec_sales": "Exported the EC sales list of",
  "switch.set": "Set the switch for",
  "settings.update": "Changed the settings of",
  "invoices.export": "Exported a list of",
  "invoices.export_pdf": "Downloaded",
  "invoices.issue_missing": "Issued missing",
  "shipping.set_origin": "Set the country that goods are sent from:",
  "shipping.update_parcels": "Changed sender and boxes of",
  "downloads.export": "Exported the downloads of",
  "orders.export": "Exported as CSV:",
  "declines.export": "Exported as CSV:",
  "staff.sign_in": "Signed in:",
  "staff.sign_in_failed": "Failed to sign in as",
  "staff.sign_out": "Signed out:",
  "staff.end_sessions": "Signed out elsewhere:",
  "staff.second_factor_on": "Turned on the second factor of",
  "staff.second_factor_off": "Turned off the second factor of",
  "staff.begin_second_factor": "Began to set up the second factor of",
  "staff.second_factor_failed": "Entered a wrong second factor for",
  "staff.new_backup_codes": "Created new backup codes for",
  "staff.change_password": "Changed the password of",
  "staff.change_password_failed": "Entered a wrong password for",
  "staff.request_reset": "Requested a password reset for",
  "staff.reset_password": "Reset by mail the password of",
  "staff.rename": "Changed the name of",
  "staff.invite": "Invited",
  "staff.resend_invitation": "Sent the invitation again to",
  "staff.revoke_invitation": "Revoked the invitation of",
  "staff.accept_invitation": "Accepted the invitation of",
  "staff.change_role": "Changed the role of",
  "staff.remove": "Removed from the staff:",
};

export function actionLabel(action: string): string {
  const known = auditActions.find((code) => code === action);
  return known === undefined ? action : actionLabels[known];
}

/** The switches, in the middle of a sentence. */
const switchSubjects: Record<SwitchName, { one: string; many: string }> = {
  new_checkouts: { one: "new checkouts", many: "new checkouts" },
  reservations: { one: "reservations", many: "reservations" },
  discounts: { one: "discounts", many: "discounts" },
  hosted_checkout: { one: "Stripe's page", many: "Stripe's page" },
  provisional_orders: { one: "provisional orders", many: "provisional orders" },
  webhook_processing: { one: "Stripe's events", many: "Stripe's events" },
  background_sync: { one: "the background sync", many: "the background sync" },
  automatic_refunds: { one: "automatic refunds", many: "automatic refunds" },
};

const subjectLabels: Record<AuditSubject, { one: string; many: string }> = {
  ...switchSubjects,
  orders: { one: "order", many: "orders" },
  draft_orders: { one: "draft order", many: "draft orders" },
  declined_payments: { one: "declined payment", many: "declined payments" },
  payments: { one: "payment", many: "payments" },
  discrepancies: { one: "discrepancy", many: "discrepancies" },
  payouts: { one: "payout", many: "payouts" },
  webhook_events: { one: "event", many: "events" },
  jobs: { one: "job", many: "jobs" },
  shipping: { one: "shipping", many: "shipping" },
  currencies: { one: "currencies", many: "currencies" },
  tax: { one: "tax", many: "tax" },
  settings: { one: "the shop", many: "the shop" },
  hours: { one: "the shop", many: "the shop" },
  invoices: { one: "invoice", many: "invoices" },
  alerts: { one: "alerts", many: "alerts" },
  messages: { one: "message", many: "messages" },
};

/** The label of an action's subject. @param count how many, if the entry says so */
export function subjectLabel(subject: string, count: number | null): string {
  const known = auditSubjects.find((code) => code === subject);
  if (known === undefined) return subject;
  const { one, many } = subjectLabels[known];
  return count === null ? many : `${count} ${count === 1 ? one : many}`;
}

export const movementReasonLabels: Record<StockCorrectionReason | GoodsMovementReason, string> = {
  counted: "Recounted",
  damaged: "Damaged",
  lost: "Lost or stolen",
  found: "Found again",
  given_away: "Given away or used",
  other: "Another reason",
  first_delivery: "First delivery",
  order_cancelled: "Order cancelled",
  part_cancelled: "Part of an order cancelled",
  refund_succeeded: "Refund succeeded",
  refunded_at_stripe: "Refunded at Stripe",
  refund_paid_another_way: "Refund paid another way",
  returned_without_refund: "Back in stock",
  refund_failed: "Refund failed",
  taken_for_order_again: "Taken for the order again",
};

const problemLabels: Record<StripeProblemCode, string> = {
  no_answer: "Stripe did not answer",
  timeout: "Stripe did not answer in time",
  not_asked: "Stripe has not answered lately, so no request was sent",
  rate_limited: "Stripe accepts no more requests for now",
  server_error: "Stripe failed",
  key_refused: "Stripe does not accept the secret key",
  refused: "Stripe refused",
  fault: "Something broke on our side",
};

export function problemLabel(problem: StripeProblem): string {
  return withText(problemLabels, problem);
}

const rejectionLabels: Record<RejectionReason, string> = {
  no_signature: "It has no signature",
  wrong_signature: "Its signature is wrong",
  too_old: "It is too old",
  too_large: "It is too large",
  malformed: "It can't be read",
  wrong_mode: "Its signature is right, but it is of the other mode, live or test",
  wrong_account: "Its signature is right, but it is about a connected account",
};

/** Why an event changed nothing. */
export const ignoredLabels: Record<IgnoredReason, string> = {
  not_acted_on: "Its type says nothing new about a payment",
  no_payment: "It is about something without a payment",
  other_program: "Another program made its payment",
  other_shop: "Its payment is not one of this shop",
};

export function rejectionLabel(reason: Coded<RejectionReason>): string {
  return withText(rejectionLabels, reason);
}

const syncResultLabels: Record<SyncResultCode, string> = {
  no_payment: "It has no payment at Stripe",
  stripe_not_asked: "Stripe could not be reached",
  fault: "Something broke on our side",
  foreign: "Stripe's payment does not name a checkout of this shop",
  order_lost: "Its order is lost: decide under Payments without an order",
  waits_for_bank: "The customer's bank has not decided yet",
  waits_for_authentication: "The customer's bank still waits for the customer",
  waits_for_capture: "The payment waits to be captured at Stripe",
  waits_for_customer: "Stripe is still waiting for the customer",
  confirmed: "Confirmed now",
  confirmed_before: "Was confirmed already",
  no_order: "There can be no order for it",
  no_order_before: "There is no order for it",
  declined: "Declined: the customer may pay another way",
  unpaid: "Not paid, and now it can't be any more",
  unpaid_before: "Had ended already, not paid",
};

const refundLabels: Record<RefundState, string> = {
  requested: "is to be sent",
  pending: "is on its way",
  requires_action: "waits for the customer",
  succeeded: "has arrived",
  failed: "has failed",
  canceled: "was cancelled",
};

const disputeLabels: Record<DisputeStatus, string> = {
  needs_response: "waits for an answer",
  under_review: "is with the bank",
  won: "is won",
  lost: "is lost",
  warning_needs_response: "is an inquiry that waits for an answer",
  warning_under_review: "is an inquiry that is with the bank",
  warning_closed: "was an inquiry, which is closed",
  prevented: "was prevented",
  appeal_needs_response: "may be appealed",
  appeal_under_review: "is appealed",
};

/** The result of the sync of one payment, with the results for its refunds and disputes. */
export function syncResultLabel({ code, said, refunds, disputes }: SyncResult): string {
  if (code === "stripe_not_asked" && said !== null)
    return `${syncResultLabels[code]}: ${problemLabel(readStripeProblem(said))}`;
  if (code === "fault") return withText(syncResultLabels, { code, said });
  return [
    ...(code === null ? [] : [syncResultLabels[code]]),
    ...(said === null ? [] : [said]),
    ...refunds.map(({ state, ...money }) => `the refund of ${formatMoney(money)} ${refundLabels[state]}`),
    ...disputes.map(
      ({ status, ...money }) => `the dispute of ${formatMoney(money)} ${disputeLabels[status]}`,
    ),
  ].join("; ");
}

function withText<Code extends string>(labels: Record<Code, string>, { code, said }: Coded<Code>): string {
  return [...(code === null ? [] : [labels[code]]), ...(said === null ? [] : [said])].join(": ");
}

const viesProblemLabels: Record<ViesProblem, string> = {
  unreachable: "it could not be reached",
  too_slow: "it took more than three seconds",
  refused: "it refused the request",
  unreadable: "its answer could not be read",
  too_large: "its answer had no end",
  not_now: "it could not ask the country's register",
};

/** Why VIES did not answer, with what it said, e.g. MS_UNAVAILABLE. */
export function viesProblemText(problem: Coded<ViesProblem> | null): string {
  if (problem === null) return "not known why";
  const label = problem.code === null ? null : viesProblemLabels[problem.code];
  return [label, problem.said].filter((text) => text !== null).join(": ");
}
