import { connect } from "@dualtrack/db";
import {
  contact,
  guestWith,
  openTestShop,
  shippingAddress,
  stockedVariant,
  stockOf,
  type TestShop,
  test,
} from "@dualtrack/testkit";
import { expect } from "vitest";
import type { Shop } from "../shop.ts";
import { createStripe } from "../stripe/stripe.ts";
import { inBackground, whilePersonWaits } from "../stripe/stripe-budget.ts";
import { createStripeTurns } from "../stripe/stripe-turns.ts";
import { countWaitingToPay, keepPaymentPlace, leavePaymentLine } from "./payment-turns.ts";
import { prepareCheckout } from "./prepare-checkout.ts";
import { startCheckout } from "./start-checkout.ts";

interface Refused {
  code: string;
  details: { place: number; seconds: number; retryAfterSeconds: number };
}

/** Another process of the same shop: connections and a budget of its own. */
function openProcess(
  shop: TestShop,
  { most, person = 24_000, rest = 0 }: { most: number; person?: number; rest?: number },
) {
  const db = connect(shop.databaseUrl, { maxConnections: 5, maxWaitMs: 60_000 });
  const { clock, log } = shop;
  const turns = createStripeTurns({ db, clock, log, most });
  const stripe = createStripe({
    ...{ secretKey: shop.sandbox.secretKey, apiBase: shop.sandbox.url, status: shop.stripeStatus, turns },
    times: {
      // Only what waits for a turn is in a hurry: an answer of the sandbox may take long on a busy machine.
      ...{
        person,
        personAttempt: Math.max(person / 2, 8_000),
        personTax: person,
        job: 60_000,
        jobAttempt: 20_000,
      },
      ...{ retryPause: 10, rest },
    },
  });
  const process: Shop = { ...shop, db, stripe, stripeTurns: turns };
  return {
    process,
    async [Symbol.asyncDispose]() {
      await turns.close();
      await db.$disconnect();
    },
  };
}

interface Buyer {
  checkoutId: string;
  cartToken: string;
}

async function buyerOf(shop: Shop, record: string): Promise<Buyer> {
  const cartToken = await guestWith(shop, { [record]: 1 });
  const { id: checkoutId } = await startCheckout(shop, { cartToken });
  return { checkoutId, cartToken };
}

function pressPay(shop: Shop, buyer: Buyer) {
  return whilePersonWaits(() =>
    prepareCheckout(shop, { ...buyer, quoteNumber: 1, contact, shippingAddress, clientIp: "203.0.113.7" }),
  );
}

/** Presses Pay, and waits in line like the page. Answers the places that the customer was told. */
async function payInTurn(shop: Shop, buyer: Buyer): Promise<number[]> {
  const places: number[] = [];
  for (;;) {
    try {
      await pressPay(shop, buyer);
      return places;
    } catch (error) {
      const { code, details } = error as Refused;
      if (code !== "PAYMENT_QUEUED") throw error;
      places.push(details.place);
    }
    for (let told = await keepPaymentPlace(shop, buyer); told?.isTurn === false; ) {
      await new Promise((done) => setTimeout(done, 200));
      told = await keepPaymentPlace(shop, buyer);
    }
  }
}

for (const [known, most, count] of [
  ["Stripe's limit is known", 25, 40],
  ["Stripe's limit is learned from its refusals", 1_000, 120],
] as const)
  test(`${count} buyers press Pay in two processes at once, and Stripe takes 25 requests a second: all get through, nobody hears that Stripe is away (${known})`, async () => {
    await using shop = await openTestShop();
    const record = await stockedVariant(shop, { onHand: count });
    const buyers: Buyer[] = [];
    for (let buyer = 0; buyer < count; buyer += 1) buyers.push(await buyerOf(shop, record));
    await shop.outside.rateLimits(true);
    await using one = openProcess(shop, { most, person: 12_000 });
    await using other = openProcess(shop, { most, person: 12_000 });
    // On a slow machine these customers alone would stay below a limit that nobody knows: another program uses the account, too.
    if (most === 1_000) {
      await askUntilRefused(other.process);
      expect((await shop.db.stripeBudget.findFirstOrThrow()).rate).toBeLessThan(500);
    }
    const told = await Promise.all(
      buyers.map((buyer, index) => payInTurn(index % 2 === 0 ? one.process : other.process, buyer)),
    );
    expect(told.flat().every((place) => place >= 1 && place <= count)).toBe(true);
    expect(await shop.db.paymentSession.count({ where: { state: "open" } })).toBe(count);
    expect(await stockOf(shop, record)).toEqual({ onHand: count, reserved: count });
    expect(await countWaitingToPay(shop)).toBe(0);
    expect(await shop.db.paymentTurn.count()).toBe(0);
  });

/** Sends so many requests at a time that Stripe refuses some, and the shop counts them. */
async function askUntilRefused({ db, stripe }: Shop): Promise<void> {
  for (;;) {
    await Promise.allSettled(Array.from({ length: 60 }, () => stripe.events.list({ limit: 1 })));
    const budget = await db.stripeBudget.findFirst();
    if ((budget?.limitedCount ?? 0n) > 0n) return;
  }
}

/** A shop in which no request has a turn: all that Stripe takes was used, and nothing comes back soon. */
async function exhaust(shop: Shop): Promise<void> {
  const far = new Date();
  const used = {
    rate: 1,
    tokens: -1_000_000,
    reservedTokens: 0,
    filledAt: far,
    limitedAt: far,
    countedFrom: far,
  };
  await shop.db.stripeBudget.upsert({ where: { id: 1 }, create: used, update: used });
}

test("the line is in the order of arrival, survives a reload, and passes over whoever has left", async () => {
  await using shop = await openTestShop();
  const record = await stockedVariant(shop, { onHand: 9 });
  const [first, second, third] = [
    await buyerOf(shop, record),
    await buyerOf(shop, record),
    await buyerOf(shop, record),
  ];
  await exhaust(shop);
  await using here = openProcess(shop, { most: 25, person: 600 });
  const placeOf = (buyer: Buyer) =>
    pressPay(here.process, buyer).then(
      () => "paid",
      ({ code, details }: Refused) => (code === "PAYMENT_QUEUED" ? details.place : code),
    );
  expect([await placeOf(first), await placeOf(second), await placeOf(third)]).toEqual([1, 2, 3]);
  expect(await placeOf(second)).toBe(2); // pressed again after a reload
  expect(await countWaitingToPay(shop)).toBe(3);
  await using elsewhere = openProcess(shop, { most: 25, person: 600 });
  expect(await keepPaymentPlace(elsewhere.process, third)).toMatchObject({ place: 3 });

  shop.clock.advance(20_000); // the first one's page is closed, the others' ask again
  expect(await keepPaymentPlace(here.process, second)).toMatchObject({ place: 1, isTurn: true });
  expect(await keepPaymentPlace(here.process, third)).toMatchObject({ place: 2, isTurn: false });
  await leavePaymentLine(here.process, second);
  expect(await keepPaymentPlace(here.process, third)).toMatchObject({ isTurn: true });
  expect(await placeOf(first)).toBe(1); // back at the old place
  expect(await keepPaymentPlace(here.process, third)).toMatchObject({ place: 2 });
  expect(await keepPaymentPlace(here.process, second)).toBeNull(); // not in the line any more
  await expect(keepPaymentPlace(here.process, { ...third, cartToken: "wrong" })).rejects.toMatchObject({
    code: "CHECKOUT_NOT_FOUND",
  });
});

test("who comes while others wait is not served before them, even when Stripe takes requests again", async () => {
  await using shop = await openTestShop();
  const record = await stockedVariant(shop, { onHand: 9 });
  const [early, late] = [await buyerOf(shop, record), await buyerOf(shop, record)];
  await exhaust(shop);
  await using here = openProcess(shop, { most: 1, person: 600 });
  await expect(pressPay(here.process, early)).rejects.toMatchObject({ code: "PAYMENT_QUEUED" });
  await shop.db.stripeBudget.updateMany({
    data: { tokens: 5, filledAt: new Date(), limitedAt: null, countedFrom: new Date() },
  });
  await using elsewhere = openProcess(shop, { most: 1, person: 4_000 });
  await expect(pressPay(elsewhere.process, late)).rejects.toMatchObject({
    code: "PAYMENT_QUEUED",
    details: { place: 2 },
  });
  expect(await keepPaymentPlace(elsewhere.process, early)).toMatchObject({ isTurn: true });
  await pressPay(elsewhere.process, early);
  expect(await keepPaymentPlace(elsewhere.process, late)).toMatchObject({ isTurn: true });
});

test("a job without a turn is no outage of Stripe, and a person's wait ends before their time is over", async () => {
  await using shop = await openTestShop();
  await exhaust(shop);
  await using here = openProcess(shop, { most: 25, person: 200, rest: 3_600_000 });
  const began = performance.now();
  await expect(whilePersonWaits(() => here.process.stripe.events.list())).rejects.toThrow();
  expect(performance.now() - began).toBeLessThan(2_000);
  for (let call = 0; call < 4; call += 1)
    await expect(whilePersonWaits(() => here.process.stripe.events.list())).rejects.toThrow();
  await shop.db.stripeBudget.updateMany({ data: { tokens: 20, filledAt: new Date(), limitedAt: null } });
  await inBackground(() => here.process.stripe.events.list()); // no circuit has opened
  expect(await shop.db.serviceStatus.count({ where: { failingSince: { not: null } } })).toBe(0);
});
