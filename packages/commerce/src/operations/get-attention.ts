import { formatOrderNumber, readRejectionReason } from "@dualtrack/contract";
import {
  countLivingWorkers,
  failedMails,
  failedRefunds,
  failedSyncs,
  type Prisma,
  scarceDiscounts,
  scarceStock,
  undecidedGoods,
} from "@dualtrack/db";
import { alertAttention } from "../alerts/alert-attention.ts";
import { authorizationAttention } from "../authorizations/authorization-attention.ts";
import { ratesAttention } from "../currencies/rates-attention.ts";
import { declineAttention } from "../declines/decline-attention.ts";
import { discrepancyAttention } from "../discrepancy-actions/list-discrepancies.ts";
import { riskAttention } from "../dispute-responses/risk-attention.ts";
import { unratedInvoices } from "../invoices/unrated-invoices.ts";
import { labelAttention } from "../labels/label-attention.ts";
import { liveRatesAttention } from "../live-rates/live-rates-attention.ts";
import { messageAttention } from "../messages/list-messages.ts";
import { stuckOrders } from "../order-views/attention.ts";
import { waitingInTime } from "../payment-state/bank-wait.ts";
import type { Shop } from "../shop.ts";
import { stripeAttention } from "../stripe/stripe-attention.ts";
import { taxRecordAttention } from "../stripe-tax/tax-record-attention.ts";
import { unknownPaymentAttention } from "../unknown-payments/unknown-payments.ts";
import { switchAttention } from "./switch-attention.ts";

/** The most examples of each kind. */
const exampleCount = 3;

/** Anybody may call the webhook route; at least this many rejected calls in a day suggest a wrong configuration. */
const manyRejections = 10;
const dayMs = 24 * 60 * 60_000;

/**
 * What needs the attention of staff, by kind: the number, the time of the oldest, and some examples. A kind without any has
 * the count 0. Everything is computed from other data, so a kind disappears when its cause is solved.
 */
export async function getAttention(shop: Shop) {
  const [
    stripe,
    risks,
    stuck,
    syncs,
    events,
    refunds,
    undecided,
    mails,
    stock,
    rejections,
    workers,
    declineBursts,
    bank,
    unknown,
    labels,
    exchangeRates,
    liveRates,
    discounts,
    taxRecords,
    unrated,
    authorizations,
    switches,
    alerts,
    discrepancies,
    messages,
  ] = await Promise.all([
    stripeAttention(shop),
    riskAttention(shop, { examples: exampleCount }),
    findStuckOrders(shop),
    failedSyncs(shop.db, { limit: exampleCount }),
    findFailedEvents(shop),
    failedRefunds(shop.db, { limit: exampleCount }),
    undecidedGoods(shop.db, { limit: exampleCount }),
    failedMails(shop.db, { limit: exampleCount }),
    scarceStock(shop.db, { limit: exampleCount }),
    countRejections(shop),
    countLivingWorkers(shop.db),
    declineAttention(shop, { examples: exampleCount }),
    findWaitingForBank(shop),
    unknownPaymentAttention(shop, { examples: exampleCount }),
    labelAttention(shop, { examples: exampleCount }),
    ratesAttention(shop),
    liveRatesAttention(shop),
    scarceDiscounts(shop.db, { now: shop.clock.now(), limit: exampleCount }),
    taxRecordAttention(shop, { examples: exampleCount }),
    unratedInvoices(shop, { examples: exampleCount }),
    authorizationAttention(shop, { examples: exampleCount }),
    switchAttention(shop, { examples: exampleCount }),
    alertAttention(shop),
    discrepancyAttention(shop, { examples: exampleCount }),
    messageAttention(shop, { examples: exampleCount }),
  ]);
  return {
    ...stripe,
    ...risks,
    ...labels,
    ...taxRecords,
    ...authorizations,
    ...switches,
    alerts,
    discrepancies,
    messages,
    stuckOrders: stuck,
    waitingForBank: bank,
    failedSyncs: {
      ...sizeOf(syncs),
      examples: syncs.map(({ orderNumber: number, stripeId, error }) => ({
        number: orderNumberOrNull(number),
        stripeId,
        error,
      })),
    },
    failedEvents: events,
    failedRefunds: {
      ...sizeOf(refunds),
      examples: refunds.map(({ refundId, orderNumber: number, amount, currency, failureReason }) => ({
        refundId,
        number: orderNumberOrNull(number),
        money: { amount, currency },
        failureReason,
      })),
    },
    undecidedGoods: {
      ...sizeOf(undecided),
      examples: undecided.map(({ refundId, orderNumber: number, amount, currency, isUncaptured }) => ({
        ...{ refundId, isUncaptured },
        number: formatOrderNumber(number),
        money: { amount, currency },
      })),
    },
    failedMails: {
      ...sizeOf(mails),
      examples: mails.map(({ orderNumber: number, recipient, subject }) => ({
        number: orderNumberOrNull(number),
        recipient,
        subject,
      })),
    },
    soldOut: stockOf(stock.filter(({ isSoldOut }) => isSoldOut)),
    lowStock: stockOf(stock.filter(({ isSoldOut }) => !isSoldOut)),
    usedUpDiscounts: discountsOf(discounts.filter(({ isUsedUp }) => isUsedUp)),
    scarceDiscounts: discountsOf(discounts.filter(({ isUsedUp }) => !isUsedUp)),
    rejectedCalls: rejections,
    declineBursts,
    unknownPayments: unknown,
    exchangeRates,
    liveRates,
    unratedInvoices: unrated,
    workerIsMissing: workers === 0,
  };
}

function findStuckOrders(shop: Shop) {
  return findOldest(shop, stuckOrders(shop));
}

/** Orders whose bank is still within its usual time. Those that take longer are among the stuck orders. */
function findWaitingForBank(shop: Shop) {
  return findOldest(shop, waitingInTime(shop));
}

async function findOldest(shop: Shop, where: Prisma.OrderWhereInput) {
  const [count, rows] = await Promise.all([
    shop.db.order.count({ where }),
    shop.db.order.findMany({
      where,
      orderBy: { placedAt: "asc" },
      take: exampleCount,
      select: { number: true, placedAt: true, totalAmount: true, currency: true },
    }),
  ]);
  return {
    count,
    since: rows[0]?.placedAt.toISOString() ?? null,
    examples: rows.map(({ number, totalAmount, currency }) => ({
      number: formatOrderNumber(number),
      total: { amount: totalAmount, currency },
    })),
  };
}

async function findFailedEvents(shop: Shop) {
  const where = { state: { in: ["failed" as const, "dead" as const] } };
  const [count, rows] = await Promise.all([
    shop.db.webhookEvent.count({ where }),
    shop.db.webhookEvent.findMany({
      where,
      orderBy: { receivedAt: "asc" },
      take: exampleCount,
      select: { id: true, type: true, state: true, receivedAt: true },
    }),
  ]);
  return {
    count,
    since: rows[0]?.receivedAt.toISOString() ?? null,
    examples: rows.map(({ id, type, state }) => ({ id, type, isDead: state === "dead" })),
  };
}

async function countRejections(shop: Shop) {
  const since = new Date(shop.clock.now().getTime() - dayMs);
  const where = { receivedAt: { gte: since } };
  const count = await shop.db.webhookRejection.count({ where });
  if (count < manyRejections) return { count: 0, since: null, reason: null };
  const last = await shop.db.webhookRejection.findFirst({
    where,
    orderBy: { receivedAt: "desc" },
    select: { reason: true },
  });
  return {
    count,
    since: since.toISOString(),
    reason: last === null ? null : readRejectionReason(last.reason),
  };
}

function sizeOf(rows: { count: number; createdAt: Date }[]): { count: number; since: string | null } {
  return { count: rows[0]?.count ?? 0, since: rows[0]?.createdAt.toISOString() ?? null };
}

function stockOf(rows: Awaited<ReturnType<typeof scarceStock>>) {
  return {
    count: rows[0]?.count ?? 0,
    examples: rows.map(({ sku, title, free }) => ({ sku, title, free })),
  };
}

function discountsOf(rows: Awaited<ReturnType<typeof scarceDiscounts>>) {
  return {
    count: rows[0]?.count ?? 0,
    examples: rows.map(({ id, name, left }) => ({ id, name, left })),
  };
}

function orderNumberOrNull(number: number | null): string | null {
  return number === null ? null : formatOrderNumber(number);
}
