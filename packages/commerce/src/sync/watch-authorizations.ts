import { formatMoney, formatOrderNumber } from "@dualtrack/contract";
import { type AuthorizationEnd, lockCheckout, type Prisma } from "@dualtrack/db";
import { captureAheadMs, warningMs } from "../authorizations/authorization-times.ts";
import { recordStaffTold } from "../authorizations/record-staff-told.ts";
import { requestCapture } from "../authorizations/request-capture.ts";
import { queueJob } from "../jobs.ts";
import { timeText } from "../notifications/mail-times.ts";
import { queueStaffAlert } from "../notifications/queue-staff-alert.ts";
import { amountToCapture } from "../payment-state/uncaptured.ts";
import { syncPayment } from "../payments/sync-payment.ts";
import { readShopSettings } from "../settings/get-shop-settings.ts";
import type { Shop } from "../shop.ts";
import { isStripeOutage } from "../stripe/stripe-outage.ts";
import { transact, type UnitOfWork } from "../unit-of-work.ts";

/** A job that ends an authorization takes seconds: after this time it is queued again, in ms. */
const overdueMs = 10 * 60_000;

/** The most authorizations in one run; the next hour's run continues. */
const limit = 500;

const watchedFields = {
  include: { payment: { include: { refunds: true, checkout: { select: { id: true, order: true } } } } },
} as const;

type Watched = Prisma.PaymentAuthorizationGetPayload<typeof watchedFields>;

interface WatchReport {
  /** Staff got a mail about them. */
  told: number;
  captured: number;
  /** Run out, and settled as Stripe has them. */
  ended: number;
  failed: number;
}

/**
 * Watches the authorizations that are about to run out: two days before, staff get a mail; a day before, they are captured if the shop's
 * setting says so; afterwards Stripe is asked what became of them, in case its webhook was lost. What is to be captured or released is
 * queued again, in case its job has used up its attempts.
 */
export async function watchAuthorizations(shop: Shop): Promise<WatchReport> {
  const { authorizationEnd } = await readShopSettings(shop.db);
  const due = await shop.db.paymentAuthorization.findMany({
    where: { payment: { status: "requires_capture" }, OR: dueAt(shop.clock.now(), authorizationEnd) },
    orderBy: { captureBefore: "asc" },
    take: limit,
    ...watchedFields,
  });
  const report: WatchReport = { told: 0, captured: 0, ended: 0, failed: 0 };
  for (const authorization of due) {
    try {
      report[await watchOne(shop, authorization, authorizationEnd)] += 1;
    } catch (error) {
      const { paymentIntentId } = authorization;
      report.failed += 1;
      shop.log.error({ err: error, paymentIntentId }, "an authorization could not be watched");
      if (await isStripeOutage(shop, error)) return report;
    }
  }
  return report;
}

/** Those for which something is to be done now. */
function dueAt(now: Date, authorizationEnd: AuthorizationEnd): Prisma.PaymentAuthorizationWhereInput[] {
  const until = (ms: number) => ({ lte: new Date(now.getTime() + ms) });
  const overdue = until(-overdueMs);
  const isLeft = { captureRequestedAt: null, releaseRequestedAt: null };
  return [
    { captureBefore: until(0) },
    { captureBefore: until(warningMs), staffToldAt: null, ...isLeft },
    ...(authorizationEnd === "capture" ? [{ captureBefore: until(captureAheadMs), ...isLeft }] : []),
    { problem: null, OR: [{ captureRequestedAt: overdue }, { releaseRequestedAt: overdue }] },
  ];
}

async function watchOne(
  shop: Shop,
  authorization: Watched,
  authorizationEnd: AuthorizationEnd,
): Promise<Exclude<keyof WatchReport, "failed">> {
  const { paymentIntentId, captureBefore, payment } = authorization;
  const left = captureBefore.getTime() - shop.clock.now().getTime();
  if (left <= 0) {
    await syncPayment(shop, { paymentIntentId, track: "sync" });
    return "ended";
  }
  return transact(shop, "sync", async (unit) => {
    const { tx } = unit;
    await lockCheckout(tx, payment.checkout.id);
    const { captureRequestedAt, releaseRequestedAt } = await tx.paymentAuthorization.findUniqueOrThrow({
      where: { paymentIntentId },
    });
    if (releaseRequestedAt !== null) {
      await queueJob(tx, "release-payment", { paymentIntentId }, { key: `release:${paymentIntentId}` });
      return "ended";
    }
    if (captureRequestedAt !== null) {
      await queueJob(tx, "capture-payment", { paymentIntentId }, { key: `capture:${paymentIntentId}` });
      return "captured";
    }
    if (authorizationEnd === "capture" && left <= captureAheadMs) {
      await requestCapture(unit, { paymentIntentId });
      return "captured";
    }
    if (await recordStaffTold(unit, { paymentIntentId }))
      await alertOfEnd(unit, authorization, authorizationEnd);
    return "told";
  });
}

/** What happens if nobody does anything. */
const endTexts: Record<AuthorizationEnd, string> = {
  release:
    "If it has not shipped by then, the bank frees the money, the order is cancelled, and its goods return to stock. Nothing is charged.",
  capture: "It is charged a day before that by itself, as your settings say, even if it has not shipped.",
};

async function alertOfEnd(
  unit: UnitOfWork,
  { paymentIntentId, captureBefore, payment }: Watched,
  authorizationEnd: AuthorizationEnd,
): Promise<void> {
  const { order } = payment.checkout;
  if (order === null) return;
  const { publicUrl, timeZone } = unit.shop.settings;
  const number = formatOrderNumber(order.number);
  const sum = formatMoney({ amount: amountToCapture(payment), currency: payment.currency });
  await queueStaffAlert(unit, {
    key: `authorization_ends:${paymentIntentId}`,
    subject: `Ship or charge order ${number} soon: ${sum} are reserved for two more days`,
    paragraphs: [
      `The ${sum} that are reserved on the card of order ${number} can be charged until ${timeText(captureBefore, timeZone)}. ${endTexts[authorizationEnd]}`,
      "Ship it, charge it, or cancel it, on the order's page:",
    ],
    link: { label: `Order ${number}`, url: `${publicUrl}/admin/orders/${number}` },
    rows: [["Payment", paymentIntentId]],
  });
}
