import { connect, lockCart, readCheckoutStart } from "@dualtrack/db";
import {
  dieAtStatement,
  guestWith,
  recordStatements,
  stockedVariant,
  stockOf,
  type TestShop,
  test,
} from "@dualtrack/testkit";
import fc from "fast-check";
import { expect, vi } from "vitest";
import { hashCartToken } from "../checkouts/cart-token.ts";
import { DomainError } from "../domain-error.ts";
import { addToCart, auditLedger, type Shop, setCartLine, startCheckout } from "../index.ts";
import { fairShare } from "../limits/fair-share.ts";
import { switchesOf } from "../switches/switches-of.ts";
import { startPriced } from "./start-priced.ts";

const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));
console.info(`seed ${seed}`);

/** The code of the refusal, or `started`. */
const start = (shop: Shop, cartToken: string, clientIp: string | null = null): Promise<string> =>
  startCheckout(shop, { cartToken, clientIp }).then(
    () => "started",
    (error) => (error instanceof DomainError ? error.code : String(error)),
  );

/** Another process of the shop. */
async function anotherProcess(shop: TestShop, maxConnections = 5) {
  const db = connect(shop.databaseUrl, { maxConnections });
  return { shop: { ...shop, db }, [Symbol.asyncDispose]: () => db.$disconnect() };
}

test("crowds in two processes: never more than there is, everything or nothing of a cart, and no unit is left over that somebody wanted", async ({
  shop,
}) => {
  await using second = await anotherProcess(shop);
  const crowds = fc.array(
    fc.record({
      isSecond: fc.boolean(),
      goods: fc.dictionary(fc.constantFrom("0", "1", "2"), fc.integer({ min: 1, max: 3 }), { minKeys: 1 }),
      network: fc.option(fc.integer({ min: 1, max: 3 }), { freq: 1 }),
    }),
    { minLength: 30, maxLength: 40 },
  );
  await fc.assert(
    fc.asyncProperty(
      crowds,
      fc.array(fc.nat({ max: 12 }), { minLength: 3, maxLength: 3 }),
      async (crowd, onHand) => {
        const variants: string[] = [];
        for (const units of onHand) variants.push(await stockedVariant(shop, { onHand: units + 3 }));
        const buyers = [];
        for (const { goods, ...buyer } of crowd) {
          const wanted = Object.fromEntries(
            Object.entries(goods).map(([which, quantity]) => [variants[Number(which)] ?? "", quantity]),
          );
          buyers.push({ ...buyer, wanted, cartToken: await guestWith(shop, wanted) });
        }
        const outcomes = await Promise.all(
          buyers.map(({ isSecond, cartToken, network }) =>
            start(
              isSecond ? second.shop : shop,
              cartToken,
              network === null ? null : `198.51.100.${network}`,
            ),
          ),
        );
        expect(["started", "OUT_OF_STOCK"]).toEqual(expect.arrayContaining(outcomes));
        for (const [place, variantId] of variants.entries()) {
          const reserved = buyers.reduce(
            (sum, { wanted }, buyer) => sum + (outcomes[buyer] === "started" ? (wanted[variantId] ?? 0) : 0),
            0,
          );
          expect(await stockOf(shop, variantId)).toEqual({ onHand: (onHand[place] ?? 0) + 3, reserved });
        }
        // Nobody was turned away for units that are still free.
        for (const [buyer, { wanted }] of buyers.entries()) {
          if (outcomes[buyer] !== "OUT_OF_STOCK") continue;
          const levels = await Promise.all(Object.keys(wanted).map((variantId) => stockOf(shop, variantId)));
          const quantities = Object.values(wanted);
          expect(levels.some((level, line) => level.onHand - level.reserved < (quantities[line] ?? 0))).toBe(
            true,
          );
        }
        expect((await auditLedger(shop)).violations).toEqual([]);
      },
    ),
    { seed, numRuns: 6 },
  );
});

/**
 * All of them at the same time, in a process with one connection: that answers one statement after the other, so nobody overtakes
 * on the way, and the second to last have gathered when the first one's statement has ended.
 */
async function startInOrder(shop: TestShop, buyers: readonly { cartToken: string; clientIp?: string }[]) {
  await using one = await anotherProcess(shop, 1);
  let outcomes: string[] = [];
  const statements = await recordStatements(async () => {
    outcomes = await Promise.all(
      buyers.map(({ cartToken, clientIp = null }) => start(one.shop, cartToken, clientIp)),
    );
  });
  return { outcomes, starts: statements.filter((text) => text.includes("start_checkouts")).length };
}

test("buyers of one variant share a statement, and those who came first get what is there", async ({
  shop,
}) => {
  const record = await stockedVariant(shop, { onHand: 5 });
  const buyers: { cartToken: string }[] = [];
  for (let buyer = 0; buyer < 12; buyer += 1)
    buyers.push({ cartToken: await guestWith(shop, { [record]: 1 }) });
  const { outcomes, starts } = await startInOrder(shop, buyers);
  expect(outcomes).toEqual([...Array(5).fill("started"), ...Array(7).fill("OUT_OF_STOCK")]);
  expect(starts).toBe(2);
});

test.for([false, true])(
  "who is refused, or breaks the statement (%s), leaves the others of it unharmed",
  async (isBroken, { shop }) => {
    const { limits } = shop.settings;
    shop.settings.limits = { ...limits, sharePercent: 50, reservationsPerNetwork: 2 };
    const [record, scarce, broken] = [
      await stockedVariant(shop, { onHand: 20 }),
      await stockedVariant(shop, { onHand: 2 }),
      await stockedVariant(shop, { onHand: 2 }),
    ];
    const [home, school] = [`198.51.100.${isBroken ? 20 : 30}`, `198.51.100.${isBroken ? 21 : 31}`];
    const cart = async (goods: Record<string, number>, clientIp: string) => ({
      cartToken: await guestWith(shop, goods),
      clientIp,
    });
    const twice = await cart({ [record]: 1 }, home);
    const crowd = [
      await cart({ [record]: 1 }, "198.51.100.9"),
      await cart({ [record]: 2 }, school),
      await cart({ [record]: 9 }, school),
      await cart({ [record]: 1, [scarce]: 2 }, "198.51.100.10"),
      ...(isBroken ? [await cart({ [record]: 1, [broken]: 1 }, "198.51.100.11")] : []),
      twice,
      twice,
      await cart({ [record]: 7 }, school),
      await cart({ [record]: 1 }, school),
      await cart({ [record]: 1 }, home),
    ];
    expect(await start(shop, await guestWith(shop, { [scarce]: 1 }))).toBe("started"); // meanwhile
    await shop.db.$executeRawUnsafe(`
      create or replace function refuse_broken() returns trigger language plpgsql as $$
      begin raise exception 'it is broken'; end $$`);
    await shop.db.$executeRawUnsafe(`
      create or replace trigger refuse_broken before insert on reservation for each row
      when (new.variant_id = '${broken}') execute function refuse_broken()`);
    const { outcomes, starts } = await startInOrder(shop, crowd);
    expect(outcomes.map((outcome) => (/broken/.test(outcome) ? "broken" : outcome))).toEqual([
      ...["started", "started", "HOLD_SHARE_TAKEN", "OUT_OF_STOCK"],
      ...(isBroken ? ["broken"] : []),
      ...["started", "started", "started", "TOO_MANY_HOLDS", "started"],
    ]);
    expect(starts).toBe(isBroken ? 2 + crowd.length - 1 : 2);
    expect(await stockOf(shop, record)).toEqual({ onHand: 20, reserved: 1 + 2 + 1 + 7 + 1 });
    expect(await stockOf(shop, scarce)).toEqual({ onHand: 2, reserved: 1 });
    expect(await stockOf(shop, broken)).toEqual({ onHand: 2, reserved: 0 });
    expect((await auditLedger(shop)).violations).toEqual([]);
    shop.settings.limits = limits;
  },
);

test("who comes while somebody else's transaction takes the last units waits for it, and is told that there are none", async ({
  shop,
}) => {
  const record = await stockedVariant(shop, { onHand: 1 });
  const cartToken = await guestWith(shop, { [record]: 1 });
  await using other = await anotherProcess(shop);
  const released = Promise.withResolvers<void>();
  const taken = Promise.withResolvers<void>();
  const taking = other.shop.db.$transaction(
    async (tx) => {
      await tx.stockMovement.create({ data: { variantId: record, kind: "adjust", quantity: -1 } });
      taken.resolve();
      await released.promise;
    },
    { timeout: 60_000 },
  );
  await taken.promise;
  const late = start(shop, cartToken);
  await vi.waitFor(
    async () => {
      const waiting = await other.shop.db.$queryRaw<unknown[]>`
        select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
      expect(waiting).toHaveLength(1);
    },
    { timeout: 60_000 },
  );
  released.resolve();
  await taking;
  expect(await late).toBe("OUT_OF_STOCK");
});

test("a cart that has changed since it was priced begins no checkout of what it was", async ({ shop }) => {
  const [record, shirt] = [
    await stockedVariant(shop, { onHand: 5 }),
    await stockedVariant(shop, { onHand: 5 }),
  ];
  const change = async (changeCart: (token: string) => Promise<unknown>) => {
    const token = await guestWith(shop, { [record]: 1 });
    const ownerHash = hashCartToken(token);
    const read = await readCheckoutStart(shop.db, { tokenHash: ownerHash });
    const switches = await switchesOf(shop.settings, { tx: shop.db, state: read });
    await changeCart(token);
    return startPriced(shop, { ownerHash, network: null, start: read, switches });
  };
  const changes: ((token: string) => Promise<unknown>)[] = [
    (token) => setCartLine(shop, { token, variantId: record, quantity: 2 }),
    (token) => setCartLine(shop, { token, variantId: record, quantity: 0 }),
    (token) => addToCart(shop, { token, variantId: shirt, quantity: 1 }),
    (token) => shop.db.cart.update({ where: { tokenHash: hashCartToken(token) }, data: { currency: "usd" } }),
    (token) =>
      shop.db.cart.update({ where: { tokenHash: hashCartToken(token) }, data: { discountCodes: ["TEN"] } }),
    (token) => startCheckout(shop, { cartToken: token }),
  ];
  for (const each of changes) expect(await change(each)).toBeNull();
  expect(await stockOf(shop, record)).toEqual({ onHand: 5, reserved: 1 });
  expect(await change(async () => {})).toMatchObject({ state: "open" });
});

test("somebody who changes a cart keeps nobody else from beginning a checkout", async ({ shop }) => {
  const record = await stockedVariant(shop, { onHand: 5 });
  const [slow, quick] = [await guestWith(shop, { [record]: 1 }), await guestWith(shop, { [record]: 1 })];
  await using other = await anotherProcess(shop);
  const released = Promise.withResolvers<void>();
  const locked = Promise.withResolvers<void>();
  const changing = other.shop.db.$transaction(
    async (tx) => {
      await lockCart(tx, hashCartToken(slow));
      locked.resolve();
      await released.promise;
    },
    { timeout: 60_000 },
  );
  await locked.promise;
  const waits = start(shop, slow);
  expect(await start(shop, quick)).toBe("started");
  released.resolve();
  await changing;
  expect(await waits).toBe("started");
});

test("a network's share is what the cart and the product page say it is", async ({ shop }) => {
  const { limits } = shop.settings;
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 1, max: 100 }),
      fc.integer({ min: -1, max: 1 }),
      fc.nat({ max: 3 }),
      async (onHand, sharePercent, more, held) => {
        shop.settings.limits = { ...limits, sharePercent };
        const record = await stockedVariant(shop, { onHand });
        const clientIp = `2001:db8:0:${onHand}${sharePercent}::1`;
        const before = Math.min(held, onHand);
        const share = fairShare(shop, onHand);
        const quantity = share - before + more;
        if (quantity < 1 || quantity > onHand - before) return;
        const cartWith = async (units: number) => {
          const token = await guestWith(shop, { [record]: 1 });
          await shop.db.cartLine.updateMany({
            where: { cart: { tokenHash: hashCartToken(token) } },
            data: { quantity: units },
          });
          return token;
        };
        const wanted = await cartWith(quantity);
        if (before > 0) expect(await start(shop, await cartWith(before), clientIp)).toBe("started");
        expect(await start(shop, wanted, clientIp)).toBe(more > 0 ? "HOLD_SHARE_TAKEN" : "started");
      },
    ),
    { seed, numRuns: 40 },
  );
  shop.settings.limits = limits;
});

test("a process dies at any statement: there is the whole checkout with the job that ends it, or nothing", async ({
  shop,
}) => {
  for (const when of ["before", "after"] as const)
    for (const nth of [1, 2]) {
      const record = await stockedVariant(shop, { onHand: 2 });
      const cartToken = await guestWith(shop, { [record]: 2 });
      const ownerHash = hashCartToken(cartToken);
      await dieAtStatement(shop, { nth, when }, (dying) => startCheckout(dying, { cartToken }));
      const [checkout, ...others] = await shop.db.checkout.findMany({
        where: { ownerHash },
        select: { id: true, lines: true, quotes: { select: { lines: true } }, reservations: true },
      });
      expect(others).toEqual([]);
      const hasBegun = nth === 2 && when === "after";
      expect(checkout !== undefined).toBe(hasBegun);
      expect(await stockOf(shop, record)).toEqual({ onHand: 2, reserved: hasBegun ? 2 : 0 });
      const jobs = await shop.db.$queryRaw<unknown[]>`
        select from graphile_worker.jobs where key = ${`expire:${checkout?.id}`}`;
      expect(jobs).toHaveLength(hasBegun ? 1 : 0);
      if (hasBegun)
        expect(checkout).toMatchObject({
          lines: [{ quantity: 2 }],
          quotes: [{ lines: [{ position: 0 }] }],
          reservations: [{ quantity: 2, state: "held" }],
        });
      const next = await startCheckout(shop, { cartToken });
      if (hasBegun) expect(next.id).toBe(checkout?.id);
      expect(await stockOf(shop, record)).toEqual({ onHand: 2, reserved: 2 });
    }
});
