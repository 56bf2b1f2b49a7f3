import { connect, type StripePurpose, slowStripeRequests, takeStripeRequests } from "@dualtrack/db";
import { type TestShop, test } from "@dualtrack/testkit";
import { expect } from "vitest";
import { createStripeTurns } from "./stripe-turns.ts";

const goneBefore = new Date(0);

/** The budget's time is set ahead by so much, in ms, so that nothing comes back by itself. */
const frozenMs = 50_000;

const take = async (shop: TestShop, purpose: StripePurpose, wanted: number, most = 20) =>
  (await takeStripeRequests(shop.db, { purpose, wanted, most, goneBefore })).granted;

/** Lets time pass for the budget: its times are the database's. */
function pass(shop: TestShop, seconds: number) {
  return shop.db.$executeRaw`
    update stripe_budget set filled_at = filled_at - make_interval(secs => ${seconds}),
      limited_at = limited_at - make_interval(secs => ${seconds}),
      counted_from = counted_from - make_interval(secs => ${seconds})`;
}

/** The budget with nothing left, frozen at this moment: nothing comes back by itself. */
async function empty(shop: TestShop): Promise<void> {
  const used = { rate: 20, tokens: 0, reservedTokens: 0, limitedAt: null, countedFrom: new Date() };
  const filledAt = new Date(Date.now() + frozenMs);
  await shop.db.stripeBudget.upsert({
    where: { id: 1 },
    create: { ...used, filledAt },
    update: { ...used, filledAt },
  });
}

/** Gives back what comes in these seconds, and freezes it again. */
async function refill(shop: TestShop, seconds: number): Promise<void> {
  await pass(shop, frozenMs / 1_000 + seconds);
  await take(shop, "person", 0);
  await shop.db.stripeBudget.updateMany({ data: { filledAt: new Date(Date.now() + frozenMs) } });
}

const rateOf = async (shop: TestShop) => (await shop.db.stripeBudget.findFirstOrThrow()).rate;

test("people may use all that there is but for a fifth; the others leave them a part, and are never starved", async ({
  shop,
}) => {
  await empty(shop);
  await refill(shop, 10); // full: 16 for all, 4 for the others
  expect(await take(shop, "upkeep", 100)).toBe(12); // 8 of the common ones stay, its own 4 with it
  await empty(shop);
  await refill(shop, 10);
  expect(await take(shop, "refund", 100)).toBe(16);
  await empty(shop);
  await refill(shop, 10);
  expect(await take(shop, "person", 100)).toBe(16);
  expect(await take(shop, "refund", 1)).toBe(1); // although people have taken everything
  expect(await take(shop, "upkeep", 100)).toBe(3);
  expect(await take(shop, "upkeep", 1)).toBe(0);
  await empty(shop);
  await refill(shop, 0.5);
  const { tokens, reservedTokens } = await shop.db.stripeBudget.findFirstOrThrow();
  expect(reservedTokens / tokens).toBeCloseTo(1 / 4, 5); // a fifth of what comes
});

test("however many processes ask, what is handed out is not more than the rate allows", async ({ shop }) => {
  await empty(shop);
  await refill(shop, 10);
  const others = [1, 2, 3].map(() => connect(shop.databaseUrl, { maxConnections: 2 }));
  try {
    const granted = await Promise.all(
      Array.from({ length: 60 }, (_, index) =>
        takeStripeRequests(others[index % 3] ?? shop.db, {
          ...{ purpose: "person", wanted: 1 + (index % 4), most: 20, goneBefore },
        }),
      ),
    );
    expect(granted.reduce((sum, lot) => sum + lot.granted, 0)).toBe(16);
  } finally {
    await Promise.all(others.map((db) => db.$disconnect()));
  }
});

test("a refusal lowers the rate once for one crowd, not below the least, and it comes slowly back", async ({
  shop,
}) => {
  await empty(shop);
  await refill(shop, 10);
  await take(shop, "person", 16);
  await Promise.all([1, 2, 3].map(() => slowStripeRequests(shop.db, { refused: 5, least: 5 })));
  expect(await rateOf(shop)).toBeCloseTo(16 * 0.7, 1);
  expect(await take(shop, "person", 1)).toBe(0);
  expect(Number((await shop.db.stripeBudget.findFirstOrThrow()).limitedCount)).toBe(15);
  for (let crowd = 0; crowd < 5; crowd += 1) {
    await shop.db.stripeBudget.updateMany({ data: { limitedAt: null } });
    await slowStripeRequests(shop.db, { refused: 1, least: 5 });
  }
  expect(await rateOf(shop)).toBe(5);
  await pass(shop, frozenMs / 1_000); // it was frozen in the future
  await shop.db.stripeBudget.updateMany({ data: { filledAt: new Date(), limitedAt: new Date() } });
  await pass(shop, 1.5);
  await take(shop, "person", 0);
  expect(await rateOf(shop)).toBe(5);
  await pass(shop, 5.5);
  await take(shop, "person", 0);
  expect(await rateOf(shop)).toBeGreaterThan(7);
  expect(await rateOf(shop)).toBeLessThan(9);
  await pass(shop, 100);
  await take(shop, "person", 0);
  expect(await rateOf(shop)).toBe(20);
});

test("a request alone takes a lot for several, and those after it send no statement", async ({ shop }) => {
  await shop.db.stripeBudget.deleteMany();
  const turns = createStripeTurns({ db: shop.db, clock: shop.clock, log: shop.log, most: 1_000 });
  await turns.take("person", 5_000);
  const before = await shop.db.stripeBudget.findFirstOrThrow();
  for (let call = 0; call < 5; call += 1) await turns.take("person", 5_000);
  expect(await shop.db.stripeBudget.findFirstOrThrow()).toEqual(before);
});

test("a database that does not answer stops no request to Stripe", async ({ shop }) => {
  const gone = connect("postgresql://nobody@127.0.0.1:9/none", { maxConnections: 1, maxWaitMs: 100 });
  const turns = createStripeTurns({ db: gone, clock: shop.clock, log: shop.log, most: 25 });
  await Promise.all([turns.take("person", 30_000), turns.take("person", 30_000)]);
  await gone.$disconnect();
});
