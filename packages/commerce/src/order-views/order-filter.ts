import type { OrderFilter } from "@dualtrack/contract";
import { escapeLike, ordersByStripeId, type Prisma, searchOrders } from "@dualtrack/db";
import { daysIn } from "../day-in-zone.ts";
import { waitingForBank } from "../payment-state/bank-wait.ts";
import { withRisks } from "../payment-state/payment-risks.ts";
import type { Shop } from "../shop.ts";
import { needsAttention, type OrderFailures } from "./attention.ts";
import { readSearch } from "./search-terms.ts";

/** Up to this number of matches a search is replaced by their ids; with more, comparing row by row fills a page quickly. */
const indexLookupLimit = 1_000;

/** The Prisma condition for a filter. */
export async function whereOf(
  shop: Shop,
  filter: OrderFilter,
  failures: OrderFailures,
): Promise<Prisma.OrderWhereInput> {
  return { AND: [...(await searched(shop, filter.q)), ...(await plainFilters(shop, filter, failures))] };
}

/** The same for queries that read only a few rows: it does not look up the search in indices. */
export async function whereRowByRow(
  shop: Shop,
  filter: OrderFilter,
  failures: OrderFailures,
): Promise<Prisma.OrderWhereInput> {
  return {
    AND: [...(await comparedRowByRow(shop, filter.q)), ...(await plainFilters(shop, filter, failures))],
  };
}

async function plainFilters(
  shop: Shop,
  filter: OrderFilter,
  failures: OrderFailures,
): Promise<Prisma.OrderWhereInput[]> {
  const { ids, states, paymentStates, fulfilmentStates, risks, provisional, bank, attention, from, to } =
    filter;
  const { timeZone } = shop.settings;
  const where: Prisma.OrderWhereInput[] = [];
  if (ids !== undefined) where.push({ id: { in: ids } });
  if (states?.length) where.push({ state: { in: states } });
  if (paymentStates?.length) where.push({ paymentState: { in: paymentStates } });
  if (fulfilmentStates?.length) where.push({ fulfilmentState: { in: fulfilmentStates } });
  if (risks?.length) where.push(await withRisks(shop.db, risks));
  if (provisional !== undefined) where.push({ isProvisional: provisional });
  if (bank) where.push(waitingForBank);
  if (attention) where.push(needsAttention(shop, failures));
  if (from !== undefined || to !== undefined) where.push({ placedAt: daysIn(timeZone, { from, to }) });
  const booked = bookedDays(shop, filter);
  if (booked !== null) where.push({ checkout: { bookings: { some: booked } } });
  if (filter.minTotal !== undefined) where.push({ totalAmount: { gte: filter.minTotal } });
  if (filter.maxTotal !== undefined) where.push({ totalAmount: { lte: filter.maxTotal } });
  return where;
}

/** What is booked on the days of a filter; null if it names none. */
export function bookedDays(
  { settings: { timeZone } }: Shop,
  { bookedFrom: from, bookedTo: to }: OrderFilter,
): Prisma.BookingWhereInput | null {
  if (from === undefined && to === undefined) return null;
  return { startsAt: daysIn(timeZone, { from, to }), state: { in: ["held", "confirmed"] } };
}

/**
 * Rare terms are looked up in their index first. Common terms are compared row by row in the list's order, which fills a
 * page quickly.
 */
async function searched(shop: Shop, q: string | undefined): Promise<Prisma.OrderWhereInput[]> {
  const named = byUuid(q);
  if (q === undefined || named !== null) return named ?? [];
  const { documentTerms, stripeIds } = await readSearch(shop.db, q);
  const byText = async () => {
    if (documentTerms.length === 0) return [];
    const found = await searchOrders(shop.db, { terms: documentTerms, limit: indexLookupLimit });
    return found === null ? documentTerms.map(contains) : [{ id: { in: found } }];
  };
  const byStripeId = async (prefix: string) => {
    const found = await ordersByStripeId(shop.db, { prefix, limit: indexLookupLimit });
    return found === null ? atStripe(prefix) : { id: { in: found } };
  };
  return (await Promise.all([byText(), Promise.all(stripeIds.map(byStripeId))])).flat();
}

async function comparedRowByRow(shop: Shop, q: string | undefined): Promise<Prisma.OrderWhereInput[]> {
  const named = byUuid(q);
  if (q === undefined || named !== null) return named ?? [];
  const { documentTerms, stripeIds } = await readSearch(shop.db, q);
  return [...documentTerms.map(contains), ...stripeIds.map(atStripe)];
}

/** Matches the id of an order or its checkout, as in logs and in Stripe's metadata. */
function byUuid(q: string | undefined): Prisma.OrderWhereInput[] | null {
  if (q === undefined || !/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(q)) return null;
  return [{ OR: [{ id: q }, { checkoutId: q }] }];
}

function contains(texts: readonly string[]): Prisma.OrderWhereInput {
  return { OR: texts.map((text) => ({ search: { document: { contains: escapeLike(text) } } })) };
}

function atStripe(prefix: string): Prisma.OrderWhereInput {
  const startsWith = escapeLike(prefix);
  const payments: Prisma.PaymentWhereInput[] = [
    { paymentIntentId: { startsWith } },
    { chargeId: { startsWith } },
    { refunds: { some: { stripeRefundId: { startsWith } } } },
    { disputes: { some: { id: { startsWith } } } },
    { fraudWarnings: { some: { id: { startsWith } } } },
    { reviews: { some: { id: { startsWith } } } },
  ];
  return {
    OR: [
      { paymentIntentId: { startsWith } },
      { checkout: { payments: { some: { OR: payments } } } },
      { checkout: { paymentSessions: { some: { stripeId: { startsWith } } } } },
    ],
  };
}
