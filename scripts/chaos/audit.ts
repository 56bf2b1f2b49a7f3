import type Stripe from "stripe";
import { auditLedger, getPaymentTimeline, inBackground } from "../../packages/commerce/src/index.ts";
import { formatOrderNumber } from "../../packages/contract/src/index.ts";
import { owner as by } from "../../packages/testkit/src/staff.ts";
import type { Diary } from "./customer.ts";
import type { MailGap } from "./mail-gap.ts";
import type { World } from "./world.ts";

/** A promise, and what was found that breaks it. */
export interface Kept {
  promise: string;
  /** In words, one for each; empty: it was kept. */
  broken: string[];
}

/** What is not over yet: it says when the shop and Stripe agree. Counts by what is waited for. */
export async function unfinished({ shop: { db } }: World): Promise<Record<string, number>> {
  const rows = await db.$queryRaw<{ what: string; count: number }[]>`
    select 'orders without an outcome' as what, count(*)::integer as count from "order" o where state = 'processing'
      and not exists (select from payment p where p.payment_intent_id = o.payment_intent_id and p.status = 'processing')
    union all select 'checkouts in payment', count(*)::integer from checkout c where state in ('open', 'paying')
      and not exists (select from payment p where p.checkout_id = c.id and p.status = 'processing')
    union all select 'refunds under way', count(*)::integer from refund where state in ('requested', 'pending')
    union all select 'events to handle', count(*)::integer from webhook_event where state in ('received', 'failed')
    union all select 'captures and cancellations asked for', count(*)::integer from graphile_worker.jobs
      where task_identifier in ('sync-payment', 'send-refund', 'capture-payment') and attempts < max_attempts`;
  return Object.fromEntries(rows.filter(({ count }) => count > 0).map(({ what, count }) => [what, count]));
}

/** The ledger's audit in the words of this report. What is not named is a promise by itself. */
const promises: readonly (readonly [promise: string, problem: RegExp])[] = [
  ["paid without an order or a refund", /neither an order|without a payment|has no order/],
  ["oversold", /stock|reserved units|goods were taken/],
  ["charged another amount", /another amount|not its total|not what was charged/],
  ["a code used too often", /discount/],
  ["booked twice", /time (?:was booked|is booked)|is not booked as it was bought/],
  ["an order unlike its timeline", /timeline/],
];

/** What came of the payments that were made in one way: on the shop's page, or on Stripe's. */
export interface PaidWay {
  way: string;
  payments: number;
  /** How many of them pay an order that was kept, and how many went back in full. */
  orders: number;
  returned: number;
}

/** The ways to pay side by side. */
export async function paidWays({ shop: { db } }: World): Promise<PaidWay[]> {
  return db.$queryRaw<PaidWay[]>`
    select case s.kind when 'checkout_session' then 'Stripe''s page' else 'the shop''s page' end as way,
      count(*)::integer as payments,
      (count(*) filter (where o.state in ('confirmed', 'completed')))::integer as orders,
      (count(*) filter (where p.amount_refunded >= p.amount_received))::integer as returned
    from payment p
    join (select distinct payment_intent_id, kind from payment_session) s on s.payment_intent_id = p.payment_intent_id
    left join "order" o on o.payment_intent_id = p.payment_intent_id
    where p.status = 'succeeded' and p.amount_received > 0
    group by s.kind order by way desc`;
}

/** Asks Stripe, the database, the mail server and each customer's order page, and counts what breaks a promise. */
export async function auditWorld(
  world: World,
  { diaries, mailGap }: { diaries: readonly Diary[]; mailGap: MailGap },
): Promise<{ kept: Kept[]; payments: number; orders: number }> {
  const { shop } = world;
  const { db } = shop;
  const found = new Map<string, string[]>(promises.map(([promise]) => [promise, []]));
  const report = (promise: string, ...broken: string[]) =>
    void found.set(promise, [...(found.get(promise) ?? []), ...broken]);

  const ledger = await inBackground(() => auditLedger(shop));
  for (const { problem, row } of ledger.violations) {
    const [promise] = promises.find(([, words]) => words.test(problem)) ?? ["another rule of the ledger"];
    report(promise, `${problem} ${JSON.stringify(row)}`);
  }
  report("a payment without an outcome", ...(ledger.inFlight > 0 ? [`${ledger.inFlight} payments`] : []));
  report("another rule of the ledger");

  const intents: Stripe.PaymentIntent[] = [];
  for await (const intent of inBackground(() =>
    shop.stripe.paymentIntents.list({ limit: 100, expand: ["data.latest_charge"] }),
  ))
    intents.push(intent);
  report("charged twice", ...chargedTwice(intents));

  const rows = await db.$queryRaw<{ promise: string; row: string }[]>`
    select 'goods held for nobody' as promise, 'checkout ' || r.checkout_id as row from reservation r
      join checkout c on c.id = r.checkout_id where r.state = 'held'
        and not exists (select from payment p where p.checkout_id = c.id and p.status in ('processing', 'requires_capture'))
    union all select 'goods held for nobody', 'booking ' || b.id from booking b
      join checkout c on c.id = b.checkout_id where b.state = 'held'
        and not exists (select from payment p where p.checkout_id = c.id and p.status in ('processing', 'requires_capture'))
    union all select 'goods held for nobody', 'discount of ' || u.checkout_id from discount_use u
      join checkout c on c.id = u.checkout_id where u.state = 'reserved' and c.state in ('expired', 'cancelled')
    union all select 'Stripe and the books differ', kind::text || ' ' || subject from discrepancy where state = 'open'
    union all select 'a job given up', task_identifier || ': ' || coalesce(last_error, '') from graphile_worker.jobs
      where attempts >= max_attempts and locked_at is null
    union all select 'an event given up', type || ' ' || id || ': ' || coalesce(last_error, '') from webhook_event where state = 'dead'
    union all select 'a mail not sent', kind::text || ' ' || key || ': ' || coalesce(last_error, '') from mail where state <> 'sent'`;
  for (const promise of [
    "goods held for nobody",
    "Stripe and the books differ",
    "a job given up",
    "an event given up",
    "a mail not sent",
  ])
    report(promise, ...rows.filter((each) => each.promise === promise).map(({ row }) => row));
  report("a mail sent twice", ...sentTwice(world.mails.received, mailGap));

  const orders = await db.order.findMany({ select: { number: true } });
  for (const { number } of orders) {
    const named = formatOrderNumber(number);
    const { check } = await getPaymentTimeline(shop, { number: named, by });
    if (check.differences.length > 0)
      report("an order unlike its timeline", `${named}: ${JSON.stringify(check.differences)}`);
  }
  report("a customer who sees a wrong state", ...(await wronglyTold(world, diaries, intents)));
  const kept = [...found].map(([promise, broken]) => ({ promise, broken: [...new Set(broken)] }));
  return { kept, payments: ledger.payments, orders: orders.length };
}

/** Checkouts of which two payments have money that has not gone back. */
function chargedTwice(intents: readonly Stripe.PaymentIntent[]): string[] {
  const byCheckout = new Map<string, string[]>();
  for (const { id, status, metadata, latest_charge: charge, amount_received: received } of intents) {
    const refunded = typeof charge === "object" ? (charge?.amount_refunded ?? 0) : 0;
    const isDisputed = typeof charge === "object" && charge?.disputed === true;
    if (status !== "succeeded" || received <= refunded || isDisputed) continue;
    const checkout = metadata.dualtrack_checkout ?? id;
    byCheckout.set(checkout, [...(byCheckout.get(checkout) ?? []), id]);
  }
  return [...byCheckout].flatMap(([checkout, ids]) =>
    ids.length > 1 ? [`checkout ${checkout}: ${ids.join(", ")}`] : [],
  );
}

/** Mails that have arrived more than once, save those in SMTP's gap. */
function sentTwice(received: readonly string[], { ids }: MailGap): string[] {
  const copies = new Map<string, number>();
  for (const mail of received) {
    const id = /^Message-ID: <([^@]+)@/im.exec(mail)?.[1] ?? "";
    copies.set(id, (copies.get(id) ?? 0) + 1);
  }
  return [...copies].flatMap(([id, count]) => (count > 1 && !ids.has(id) ? [`${id}: ${count} times`] : []));
}

const kept = ["confirmed", "completed"];

/** What the pages say in the end, against Stripe, and against what they have said before. */
async function wronglyTold(
  { shop }: World,
  diaries: readonly Diary[],
  intents: readonly Stripe.PaymentIntent[],
): Promise<string[]> {
  const wrong: string[] = [];
  const byId = new Map(intents.map((intent) => [intent.id, intent]));
  for (const { name, checkouts, paid, pages } of diaries) {
    const orders = await shop.db.order.findMany({
      where: { checkoutId: { in: [...checkouts] } },
      select: { number: true, state: true, paymentState: true, paymentIntentId: true },
    });
    for (const { number, state, paymentState, paymentIntentId } of orders) {
      const status = paymentIntentId === null ? null : (byId.get(paymentIntentId)?.status ?? "missing");
      const hasMoney = status === "succeeded" || status === "requires_capture";
      if (kept.includes(state) && paymentIntentId !== null && !hasMoney && paymentState !== "released")
        wrong.push(`${name}: order ${number} is ${state}, and its payment ${status}`);
      if (state === "failed" && hasMoney)
        wrong.push(`${name}: order ${number} failed, and its payment ${status}`);
    }
    for (const { token, state, paymentState } of pages.values())
      if (state === "unreadable")
        wrong.push(`${name}: the order's page ${token} can't be read (${paymentState})`);
    // Whoever has paid has an order of it, or the money back.
    for (const id of paid) {
      const intent = byId.get(id);
      const charge = typeof intent?.latest_charge === "object" ? intent.latest_charge : null;
      if (intent?.status !== "succeeded") continue;
      const isOrdered = orders.some(({ paymentIntentId }) => paymentIntentId === id);
      const isBack = (charge?.amount_refunded ?? 0) === intent.amount_received || charge?.disputed === true;
      if (!isOrdered && !isBack) wrong.push(`${name}: paid ${id}, and has neither an order nor the money`);
    }
  }
  return wrong;
}
