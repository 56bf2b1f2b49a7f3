import { setTimeout as pause } from "node:timers/promises";
import { openBrowser } from "../../apps/server/src/testing/open-browser.ts";
import type { Choices } from "./choices.ts";
import { addresses } from "./goods.ts";
import { payAtStripe, payOnStripesPage } from "./paying.ts";
import { type Outcome, persist } from "./persist.ts";
import type { World } from "./world.ts";

/** What an order's page has said. */
interface SeenOrder {
  token: string;
  state: string;
  paymentState: string;
}

/** What a customer remembers of their visit. */
export interface Diary {
  name: string;
  /** In words: what they wanted, and what came of each step. */
  steps: string[];
  /** How far they came. */
  end: string;
  checkouts: Set<string>;
  /** Payments that Stripe told them were made, authorized, or are with their bank. */
  paid: Set<string>;
  /** The orders' pages as they were last seen, by their secret. */
  pages: Map<string, SeenOrder>;
}

/** How long a person waits for an answer, in ms; and how long they go on pressing when there is none. */
const [patienceMs, stubbornMs] = [15_000, 40_000];

const wishes = [
  [22, "record"],
  [8, "two records"],
  [10, "file"],
  [8, "copy"],
  [10, "lesson"],
  [8, "room"],
  [12, "pre-order"],
  [14, "record, file and lesson"],
  [8, "nothing to pay"],
] as const;

const payments = [
  [52, "card"],
  [12, "declined, then another card"],
  [6, "declined, then gives up"],
  [9, "3-D Secure"],
  [5, "3-D Secure refused, then another card"],
  [8, "direct debit"],
  [3, "direct debit that fails"],
  [2, "card that disputes"],
  [2, "card whose refunds wait"],
] as const;
export type PaymentKind = (typeof payments)[number][1];

/** A customer of a kind that chance decides comes, buys, and stops caring at some point. Everything they choose is chosen before they know what happens. */
export async function visit(world: World, choices: Choices, name: string): Promise<Diary> {
  const { goods } = world;
  const wish = choices.weighted(wishes);
  const country = choices.oneOf(Object.keys(addresses));
  const currency = choices.happens(0.3) ? choices.oneOf(goods.currencies) : "eur";
  const code = choices.weighted([
    [60, null],
    [15, goods.codes.percent],
    [10, goods.codes.limited],
    [10, choices.oneOf(goods.codes.single)],
    [5, "NOSUCHCODE"],
  ]);
  const paymentPage = choices.happens(0.3) ? ("stripe" as const) : ("shop" as const);
  const wanted = choices.weighted(payments);
  // Banks debit euros, and what is charged at once.
  const debits = currency === "eur" && wish !== "pre-order" && paymentPage === "shop";
  const kind: PaymentKind = wanted.startsWith("direct debit") && !debits ? "card" : wanted;
  const closesAfter = choices.happens(0.3)
    ? choices.oneOf(["cart", "start", "quote", "prepare", "pay", "place"] as const)
    : null;
  const [pressesTwice, hasTwoTabs, comesLate] = [
    choices.happens(0.2),
    choices.happens(0.12),
    choices.happens(0.06),
  ];
  const at = choices.oneOf(goods.times);
  const record = choices.oneOf(goods.records);
  const other = choices.oneOf(goods.records);
  const thinkMs = () => choices.between(20, 900);
  const debitMs = choices.between(500, 6_000);
  const diary: Diary = {
    name,
    steps: [`wants ${wish} in ${currency} to ${country}, pays with ${kind} on the ${paymentPage}'s page`],
    end: "bought",
    checkouts: new Set(),
    paid: new Set(),
    pages: new Map(),
  };
  const note = (step: string) => void diary.steps.push(step);
  const ended = (end: string) => {
    diary.end = end;
    return diary;
  };
  const lastRefusal = () => (diary.steps.length > 1 ? (diary.steps.at(-1) ?? "") : "nobody knows");
  const browser = openBrowser(world.cluster.url, { patienceMs });
  const untilMs = () => Date.now() + stubbornMs;
  const ask = async <Answer>(step: string, call: () => Promise<Answer>): Promise<Outcome<Answer>> => {
    const outcome = await persist(call, { untilMs: untilMs() });
    if ("refusal" in outcome) note(`${step}: ${outcome.refusal}`);
    if ("gaveUp" in outcome) note(`${step}: no answer`);
    return outcome;
  };
  const lines: Record<typeof wish, { variantId: string; startsAt?: string; quantity: number }[]> = {
    record: [{ variantId: record, quantity: 1 }],
    "two records": [
      { variantId: record, quantity: 2 },
      ...(other === record ? [] : [{ variantId: other, quantity: 1 }]),
    ],
    file: [{ variantId: goods.file, quantity: 1 }],
    copy: [{ variantId: goods.copies, quantity: 1 }],
    lesson: [{ variantId: goods.lesson, startsAt: at, quantity: 1 }],
    room: [{ variantId: goods.room, startsAt: at, quantity: 1 }],
    "pre-order": [{ variantId: goods.preOrder, quantity: 2 }],
    "record, file and lesson": [
      { variantId: record, quantity: 1 },
      { variantId: goods.file, quantity: 1 },
      { variantId: goods.lesson, startsAt: at, quantity: 1 },
    ],
    "nothing to pay": [{ variantId: goods.file, quantity: 1 }],
  };

  const first = await ask("look", () => browser.cart.get.query());
  if (!("answer" in first)) return ended("no shop");
  for (const line of lines[wish]) {
    const put = await ask("cart", () => browser.cart.setLine.mutate(line));
    if (!("answer" in put)) return ended(lastRefusal());
  }
  if (currency !== "eur") await ask("currency", () => browser.cart.setCurrency.mutate({ currency }));
  const ownCode = wish === "nothing to pay" ? goods.codes.free : code;
  if (ownCode !== null) await ask("code", () => browser.cart.applyCode.mutate({ code: ownCode }));
  if (closesAfter === "cart") return ended("closed after the cart");

  await pause(thinkMs());
  const contact = { email: `${name}@example.com`, name: `Customer ${name}` };
  const shippingAddress = { line1: "1 Long Road", line2: "", country, ...addressOf(country) };
  const destination = { country, ...destinationOf(country) };
  /** From the cart to a payment that is open, as the page does when Pay is pressed and the price may have changed. */
  const pressPay = async () => {
    for (let tries = 0; tries < 4; tries += 1) {
      const started = await ask("start", () => browser.checkout.start.mutate());
      if (!("answer" in started)) return null;
      const { id: checkoutId } = started.answer;
      diary.checkouts.add(checkoutId);
      if (closesAfter === "start") return null;
      const quoted = await ask("quote", () => browser.checkout.quote.mutate({ checkoutId, destination }));
      if (!("answer" in quoted)) return null;
      if (closesAfter === "quote") return null;
      await pause(thinkMs());
      if (comesLate && tries === 0) await endHold(world, checkoutId);
      const { quoteNumber } = quoted.answer;
      const sent = { checkoutId, quoteNumber, contact, shippingAddress, paymentPage };
      const presses = Array.from({ length: pressesTwice ? 2 : 1 }, () =>
        ask("prepare", () => browser.checkout.prepare.mutate(sent)),
      );
      const outcomes = await Promise.all(presses);
      const prepared = outcomes.find((outcome) => "answer" in outcome);
      if (prepared !== undefined && "answer" in prepared) return prepared.answer;
      const refusals = outcomes.map((outcome) => ("refusal" in outcome ? outcome.refusal : null));
      const again = ["QUOTE_CHANGED", "HOLD_EXPIRED", "HOLD_RELEASED", "CART_CHANGED"];
      if (!refusals.some((refusal) => refusal !== null && again.includes(refusal))) return null;
    }
    return null;
  };
  const presses = await Promise.all(Array.from({ length: hasTwoTabs ? 2 : 1 }, pressPay));
  const prepared = presses.filter((press) => press !== null);
  const [own] = prepared;
  if (own === undefined)
    return ended(
      closesAfter === "start" || closesAfter === "quote" ? `closed after the ${closesAfter}` : lastRefusal(),
    );
  if (closesAfter === "prepare") return ended("closed before paying");

  const watch = (token: string) => watchOrder(world, diary, token, choices.between(2_000, 20_000));
  if (own.orderToken !== null) {
    await watch(own.orderToken);
    return ended("had it for nothing");
  }
  await pause(thinkMs());
  const paying = prepared.map(async ({ payment, pageUrl }) => {
    if (pageUrl !== null) {
      const sessionId = /cs_test_\w+/.exec(pageUrl)?.[0] ?? "";
      const paid = await payOnStripesPage(world, { sessionId, kind, untilMs: untilMs() });
      note(`Stripe's page: ${paid.status}`);
      if (paid.paymentIntentId !== null) diary.paid.add(paid.paymentIntentId);
      return paid.sessionSecret === null ? null : { sessionId, sessionSecret: paid.sessionSecret };
    }
    if (payment === null) return null;
    const { paymentIntentId, clientSecret } = payment;
    const pressAgain = async () => {
      const next = await pressPay();
      return next?.payment ?? null;
    };
    const status = await payAtStripe(world, {
      ...{ paymentIntentId, kind, debitMs, pressAgain, untilMs: untilMs() },
    });
    note(`card: ${status.status}`);
    if (!status.isPaid) return null;
    diary.paid.add(status.paymentIntentId);
    return status.paymentIntentId === paymentIntentId
      ? { paymentIntentId, clientSecret }
      : { paymentIntentId: status.paymentIntentId, clientSecret: status.clientSecret };
  });
  const proofs = (await Promise.all(paying)).filter((proof) => proof !== null);
  if (proofs.length === 0) return ended("did not pay");
  if (closesAfter === "pay") return ended("closed after paying");

  const placing = proofs.flatMap((proof) => Array.from({ length: pressesTwice ? 2 : 1 }, () => proof));
  const placed = await Promise.all(
    placing.map((proof) => ask("place", () => browser.orders.place.mutate(proof))),
  );
  const tokens = new Set<string>();
  for (const outcome of placed) if ("answer" in outcome) tokens.add(outcome.answer.token);
  if (tokens.size === 0) return ended("paid, and saw no order");
  if (closesAfter === "place") return ended("closed with the order");
  await Promise.all([...tokens].map(watch));
  return diary;
}

/** Looks at an order's page now and then, and remembers what it said last. */
export async function watchOrder(world: World, diary: Diary, token: string, forMs: number): Promise<void> {
  const browser = openBrowser(world.cluster.url, { patienceMs });
  const untilMs = Date.now() + forMs;
  do {
    const outcome = await persist(() => browser.orders.byToken.query({ token }), { untilMs });
    if ("answer" in outcome) {
      const { state, paymentState } = outcome.answer;
      diary.pages.set(token, { token, state, paymentState });
      if (state !== "processing") return;
    }
    await pause(1_000);
  } while (Date.now() < untilMs);
}

/** The time for which the goods are reserved is over now: nobody waits for a quarter of an hour. */
async function endHold({ shop: { db } }: World, checkoutId: string): Promise<void> {
  await db.checkout
    .updateMany({ where: { id: checkoutId, state: "open" }, data: { expiresAt: new Date() } })
    .catch(() => {}); // the database is away: then it is not over
}

function addressOf(country: string) {
  const { city, postalCode, state } = addresses[country] ?? { city: "", postalCode: "", state: "" };
  return { city, postalCode, state };
}

function destinationOf(country: string) {
  const { postalCode, state } = addressOf(country);
  return { postalCode, state };
}
