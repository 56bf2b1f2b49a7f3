import type { UnitOfWork } from "../../context/sandbox-context.ts";
import { scheduleTaskAt } from "../../context/schedule-task.ts";
import type { BalanceTransaction } from "../../stripe/stripe-types.ts";

const DAY_SECONDS = 24 * 60 * 60;
/** Payouts are made at one o'clock (UTC): what becomes available at midnight can be seen before. */
const PAYOUTS_AT_SECONDS = 60 * 60;

/** Notes what a transaction adds to the payout of the day on which it is available, and has that payout made. A payout's own belongs to it. */
export function planPayout(work: UnitOfWork, transaction: BalanceTransaction, payout: string | null): void {
  const { id, currency, net, available_on } = transaction;
  work.store.run(
    "insert into payout_items (balance_transaction, currency, net, available_on, payout) values (?, ?, ?, ?, ?)",
    ...[id, currency, net, available_on, payout],
  );
  if (payout !== null) return;
  const days = Math.ceil((Math.max(available_on, work.clock.seconds()) - PAYOUTS_AT_SECONDS) / DAY_SECONDS);
  const due = (days * DAY_SECONDS + PAYOUTS_AT_SECONDS) * 1000;
  const isPlanned = work.store.row(
    "select 1 from tasks where due = ? and kind = 'make-payout' and subject = ?",
    ...[due, currency],
  );
  if (!isPlanned) scheduleTaskAt(work, "make-payout", currency, due);
}
