import { formatMoney, formatOrderNumber } from "@dualtrack/contract";
import { queueStaffAlert } from "../notifications/queue-staff-alert.ts";
import { claimUnalerted } from "../restore/unknown-payment-decisions.ts";
import type { Shop } from "../shop.ts";
import { transact } from "../unit-of-work.ts";

/** The most payments listed in one mail; the page shows all. */
const maxNamed = 50;

/**
 * Queues a mail to owners and managers about lost payments, each once: those whose order was restored, and those that need a
 * decision. One mail contains all payments since the last one.
 */
export async function alertUnknownPayments(shop: Shop): Promise<void> {
  await transact(shop, "reconciliation", async (unit) => {
    const rows = await claimUnalerted(unit);
    rows.sort((a, b) => a.paidAt.getTime() - b.paidAt.getTime());
    const [first] = rows;
    if (first === undefined) return;
    const open = rows.filter(({ state }) => state === "open");
    const restored = rows.length - open.length;
    const named = [...open, ...rows.filter(({ state }) => state !== "open")].slice(0, maxNamed);
    await queueStaffAlert(unit, {
      key: `unknown_payments:${first.paymentIntentId}:${unit.now.getTime()}`,
      subject: subjectOf(open.length, restored),
      paragraphs: paragraphsOf(open.length, restored),
      link: {
        label: "Payments without an order",
        url: `${shop.settings.publicUrl}/admin/unknown-payments`,
      },
      rows: named.map(({ orderNumber: number, paymentIntentId, state, amount, currency }) => [
        `${number === null ? paymentIntentId : formatOrderNumber(number)}: ${state === "open" ? "to be decided" : "order made again"}`,
        formatMoney({ amount, currency }),
      ]),
    });
  });
}

function subjectOf(open: number, restored: number): string {
  if (open === 0) return `${many(restored, "lost order was", "lost orders were")} made again`;
  return `${many(open, "payment", "payments")} without an order: please decide`;
}

function paragraphsOf(open: number, restored: number): string[] {
  return [
    ...(open === 0
      ? []
      : [
          `Stripe has ${many(open, "payment", "payments")} of this shop whose order is not in the database and could not be restored automatically. Nothing was refunded. Decide about each: create the order once its goods are in stock, or refund the payment in full.`,
        ]),
    ...(restored === 0
      ? []
      : [
          `${many(restored, "order that the database had lost was", "orders that the database had lost were")} restored from what Stripe has, with the same number. Earlier shipments, notes and mails are not known: check whether the goods have left already before you pack them. Customers got no mail about it.`,
        ]),
  ];
}

function many(count: number, one: string, others: string): string {
  return `${count} ${count === 1 ? one : others}`;
}
