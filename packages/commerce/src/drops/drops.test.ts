import { createHash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import { connect } from "@dualtrack/db";
import {
  bankDecides,
  clientIp,
  debitAtStripe,
  guestWith,
  openTestShop,
  pressPay,
  runJobs,
  stockedVariant,
  stockOf,
  type TestShop,
  turn,
} from "@dualtrack/testkit";
import { expect, test } from "vitest";
import type { Actor } from "../actor.ts";
import { addToCart, setCartLine } from "../cart/change-cart.ts";
import { getProduct } from "../catalog/queries.ts";
import { expireCheckouts } from "../checkout/end-checkout.ts";
import { placeOrder } from "../checkout/place-order.ts";
import { startCheckout } from "../checkout/start-checkout.ts";
import { hashCartToken, newCartToken } from "../checkouts/cart-token.ts";
import { removeOld } from "../operations/remove-old.ts";
import { syncPayment } from "../payments/sync-payment.ts";
import type { Shop } from "../shop.ts";
import { endDrop, getDrop, letIn, setDrop, setDropState } from "./change-drop.ts";
import { getDropPlace, moveDropOn, moveDropsOn, watchDrop } from "./drop-line.ts";
import { exportDropPlaces } from "./export-drop-places.ts";
import { joinLine, leaveDropLine, takePlace } from "./join-drop.ts";
import { listPlacesForStaff } from "./list-drop-places.ts";
import { makePuzzle } from "./puzzle.ts";

const by: Actor = { name: "Manager", email: "manager@example.com", role: "manager", ip: null };

interface DropOptions {
  onHand: number;
  order?: "arrival" | "lot";
  limitPerPerson?: number;
  opensAt?: Date | null;
}

async function openDrop(
  shop: TestShop,
  { onHand, order = "arrival", limitPerPerson = 1, opensAt = null }: DropOptions,
) {
  const record = await stockedVariant(shop, { onHand, opensAt });
  const { productId } = await shop.db.variant.findUniqueOrThrow({ where: { id: record } });
  await setDrop(shop, { productId, version: null, order, startMinutes: 5, limitPerPerson, by });
  return { record, productId };
}

const kindOf = async (shop: Shop, productId: string, cartToken: string) =>
  (await getDropPlace(shop, { productId, cartToken })).own;

/** Numbers below 1, by a seed that is printed. */
function seededChance(): () => number {
  const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 1_000_000));
  console.log(`SEED=${seed}`);
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

test("in any crowd: served in the order of arrival, nobody twice, and never more turns than there is stock", async () => {
  await using shop = await openTestShop();
  const random = seededChance();
  const others = [1, 2].map(() => connect(shop.databaseUrl, { maxConnections: 3, maxWaitMs: 60_000 }));
  const processes: Shop[] = [shop, ...others.map((db) => ({ ...shop, db }))];
  const anyProcess = () => processes[Math.floor(random() * processes.length)] ?? shop;
  try {
    const limit = 1 + Math.floor(random() * 2);
    const { record, productId } = await openDrop(shop, { onHand: 6, limitPerPerson: limit });
    await setDropState(shop, { productId, state: "paused", by });
    const crowd = Array.from({ length: 24 }, newCartToken);
    for (const cartToken of crowd) {
      await takePlace(anyProcess(), { productId, cartToken });
      if (random() < 0.3) await takePlace(anyProcess(), { productId, cartToken }); // in another tab, too
    }
    await setDropState(shop, { productId, state: "open", by });
    const served: string[] = [];
    const leavers = new Set<string>();
    const assertFair = async () => {
      const rows = await shop.db.dropEntry.findMany({ where: { productId, state: "admitted" } });
      const { onHand, reserved } = await stockOf(shop, record);
      expect(rows.length === 0 || onHand - reserved >= (rows.length - 1) * limit + 1).toBe(true);
      expect(reserved).toBeLessThanOrEqual(onHand);
    };
    for (let round = 0; round < 60; round += 1) {
      await Promise.all(processes.map((process) => moveDropOn(process, productId)));
      await assertFair();
      for (const cartToken of crowd) {
        const { kind } = await kindOf(anyProcess(), productId, cartToken);
        if (kind === "waiting" && random() < 0.02) {
          await leaveDropLine(anyProcess(), { productId, cartToken });
          leavers.add(cartToken);
        }
        if (kind !== "turn") continue;
        if (!served.includes(cartToken)) served.push(cartToken);
        if (random() < 0.4) continue; // does not use it
        const own = await shop.db.dropEntry.findFirstOrThrow({
          where: { productId, tokenHash: hashCartToken(cartToken) },
        });
        if (own.state !== "admitted") continue;
        await addToCart(anyProcess(), { token: cartToken, variantId: record, quantity: 1 });
        await startCheckout(anyProcess(), { cartToken, clientIp });
      }
      shop.clock.advance(random() < 0.5 ? 400_000 : 1_000);
    }
    const expected = crowd.filter((token) => !leavers.has(token) || served.includes(token));
    expect(served).toEqual(expected.filter((token) => served.includes(token)));
    expect(served.length).toBeGreaterThan(3);
    const admissions = await shop.db.dropEntry.count({ where: { productId } });
    expect(admissions).toBe(crowd.length); // one row for each browser, however often it asked
  } finally {
    await Promise.all(others.map((db) => db.$disconnect()));
  }
});

test("who came before the opening is drawn by lot, evenly, and those who came later follow", async () => {
  await using shop = await openTestShop();
  const opensAt = new Date(shop.clock.now().getTime() + 3_600_000);
  const { productId } = await openDrop(shop, { onHand: 1, order: "lot", opensAt });
  const people = 10;
  const draws = 200;
  const wins = Array.from({ length: people }, () => 0);
  for (let draw = 0; draw < draws; draw += 1) {
    await shop.db.dropEntry.deleteMany({ where: { productId } });
    await Promise.all(
      Array.from(
        { length: people },
        (_, person) =>
          shop.db
            .$queryRaw`select join_drop(${productId}::uuid, ${String(person)}, ${shop.clock.now()})::text`,
      ),
    );
    const first = await shop.db.dropEntry.findFirstOrThrow({
      where: { productId },
      orderBy: { rank: "asc" },
    });
    wins[Number(first.tokenHash)] = (wins[Number(first.tokenHash)] ?? 0) + 1;
  }
  // Chi-square of nine degrees of freedom: more than 33.7 comes by chance once in 10,000 runs.
  const even = draws / people;
  expect(wins.reduce((sum, count) => sum + (count - even) ** 2 / even, 0)).toBeLessThan(33.7);
  const early = newCartToken();
  await takePlace(shop, { productId, cartToken: early });
  expect(await kindOf(shop, productId, early)).toEqual({ kind: "waiting", place: null, seconds: null });
  shop.clock.advance(3_600_001);
  const late = newCartToken();
  await takePlace(shop, { productId, cartToken: late });
  const ranks = await shop.db.dropEntry.findMany({ where: { productId }, orderBy: { rank: "asc" } });
  expect(ranks.at(-1)?.rank).toBeGreaterThanOrEqual(2);
  expect(ranks.slice(0, -1).every(({ rank }) => rank < 1)).toBe(true);
});

test("before the opening and without a turn nothing is reserved; whose turn it is buys, within the limit", async () => {
  await using shop = await openTestShop();
  const { record, productId } = await openDrop(shop, { onHand: 3, limitPerPerson: 2 });
  const cartToken = await guestWith(shop, { [record]: 2 });
  const start = () => startCheckout(shop, { cartToken, clientIp });
  await expect(start()).rejects.toMatchObject({ code: "NOT_YOUR_TURN" });
  expect(await stockOf(shop, record)).toEqual({ onHand: 3, reserved: 0 });
  await takePlace(shop, { productId, cartToken });
  expect((await kindOf(shop, productId, cartToken)).kind).toBe("turn");
  const { id } = await start();
  expect((await start()).id).toBe(id); // reloaded
  expect(await getDrop(shop, productId)).toMatchObject({ admitted: 0, started: 1 });

  const greedy = await guestWith(shop, { [record]: 1 });
  await takePlace(shop, { productId, cartToken: greedy });
  await shop.db.cartLine.updateMany({
    where: { cart: { lines: { some: { quantity: 1 } } } },
    data: { quantity: 3 },
  });
  await expect(startCheckout(shop, { cartToken: greedy, clientIp })).rejects.toMatchObject({
    code: "QUANTITY_LIMIT",
    details: { max: 2 },
  });
});

test("turn and limit hold at the moment of reserving, however the cart changes meanwhile", async () => {
  await using shop = await openTestShop();
  const random = seededChance();
  const { record, productId } = await openDrop(shop, { onHand: 20, limitPerPerson: 2 });
  const other = await stockedVariant(shop, { onHand: 20 });
  for (let round = 0; round < 6; round += 1) {
    const [stranger, greedy] = [
      await guestWith(shop, { [other]: 1 }),
      await guestWith(shop, { [record]: 1 }),
    ];
    await takePlace(shop, { productId, cartToken: greedy });
    const moves = [
      () => startCheckout(shop, { cartToken: stranger, clientIp: null }),
      () => addToCart(shop, { token: stranger, variantId: record, quantity: 1 }),
      () => startCheckout(shop, { cartToken: greedy, clientIp: null }),
      () => setCartLine(shop, { token: greedy, variantId: record, quantity: 3 }),
    ]
      .map((move) => ({ move, order: random() }))
      .toSorted((a, b) => a.order - b.order);
    await Promise.allSettled(
      moves.map(async ({ move }) => {
        for (let turns = Math.floor(random() * 40); turns > 0; turns -= 1) await setImmediate();
        await move();
      }),
    );
    const linesOf = (cartToken: string) =>
      shop.db.checkoutLine.findMany({
        where: { variantId: record, checkout: { ownerHash: hashCartToken(cartToken) } },
      });
    expect(await linesOf(stranger)).toEqual([]);
    expect((await linesOf(greedy)).every(({ quantity }) => quantity <= 2)).toBe(true);
  }
});

test("the limit counts what a person has of the drop; an expired checkout is no turn; a changed one goes on", async () => {
  await using shop = await openTestShop();
  const { record, productId } = await openDrop(shop, { onHand: 9, limitPerPerson: 2 });
  const other = await stockedVariant(shop, { onHand: 9 });
  const cartToken = await guestWith(shop, { [record]: 1 });
  const start = () => startCheckout(shop, { cartToken, clientIp });
  await takePlace(shop, { productId, cartToken });
  const first = await start();
  await setCartLine(shop, { token: cartToken, variantId: record, quantity: 2 });
  const second = await start(); // what it takes the place of is not counted
  expect(second.id).not.toBe(first.id);
  // Out of the cart, as if its bank decided: its two units are had.
  await shop.db.checkout.update({ where: { id: second.id }, data: { cartTakenAt: shop.clock.now() } });
  await setCartLine(shop, { token: cartToken, variantId: record, quantity: 1 });
  await expect(start()).rejects.toMatchObject({ code: "QUANTITY_LIMIT", details: { max: 2 } });
  await shop.db.checkout.update({ where: { id: second.id }, data: { cartTakenAt: null } });
  shop.clock.advance(20 * 60_000); // no job has ended it yet
  await expect(start()).rejects.toMatchObject({ code: "NOT_YOUR_TURN" });

  const before = await guestWith(shop, { [other]: 1 });
  const begun = await startCheckout(shop, { cartToken: before, clientIp });
  const { productId: made } = await shop.db.variant.findUniqueOrThrow({ where: { id: other } });
  await setDrop(shop, {
    ...{ productId: made, version: null, order: "arrival", startMinutes: 5, limitPerPerson: 1, by },
  });
  expect((await startCheckout(shop, { cartToken: before, clientIp })).id).toBe(begun.id);
});

test("whoever has an order of a drop buys no more than the limit with the next one, while their bank decides and afterwards", async () => {
  await using shop = await openTestShop();
  const { record, productId } = await openDrop(shop, { onHand: 9, limitPerPerson: 2 });
  const cartToken = await guestWith(shop, { [record]: 1 });
  const start = () => startCheckout(shop, { cartToken, clientIp });
  const wants = (quantity: number) => setCartLine(shop, { token: cartToken, variantId: record, quantity });
  await takePlace(shop, { productId, cartToken });
  const payment = await pressPay(shop, { checkoutId: (await start()).id, cartToken });
  await debitAtStripe(shop, payment.paymentIntentId);
  await placeOrder(shop, payment);
  await runJobs(shop);
  await wants(2);
  await expect(start()).rejects.toMatchObject({ code: "QUANTITY_LIMIT", details: { max: 2 } });

  await bankDecides(shop, payment.paymentIntentId, "succeed");
  await syncPayment(shop, { paymentIntentId: payment.paymentIntentId, track: "sync" });
  await runJobs(shop);
  expect((await kindOf(shop, productId, cartToken)).kind).toBe("bought");
  await takePlace(shop, { productId, cartToken }); // that was their turn
  await expect(start()).rejects.toMatchObject({ code: "NOT_YOUR_TURN" });
  expect(await stockOf(shop, record)).toMatchObject({ onHand: 8 });
});

test("where nothing is reserved, a turn is used up all the same, and its checkout goes on", async () => {
  await using shop = await openTestShop();
  const { record, productId } = await openDrop(shop, { onHand: 2 });
  await turn(shop, "off", "reservations");
  const cartToken = await guestWith(shop, { [record]: 1 });
  await takePlace(shop, { productId, cartToken });
  const { id, reservesStock } = await startCheckout(shop, { cartToken, clientIp });
  expect(reservesStock).toBe(false);
  expect((await kindOf(shop, productId, cartToken)).kind).toBe("unreserved");
  expect(await getDrop(shop, productId)).toMatchObject({ admitted: 0, started: 1 });
  shop.clock.advance(6 * 60_000);
  expect((await startCheckout(shop, { cartToken, clientIp })).id).toBe(id);
});

test("who waits when an opening is set or moved to later takes part in its draw, evenly", async () => {
  await using shop = await openTestShop();
  const { productId } = await openDrop(shop, { onHand: 1, order: "lot" });
  await setDropState(shop, { productId, state: "paused", by });
  for (let person = 0; person < 10; person += 1)
    await shop.db
      .$queryRaw`select join_drop(${productId}::uuid, ${String(person)}, ${shop.clock.now()})::text`;
  const draws = 200;
  const wins = Array.from({ length: 10 }, () => 0);
  for (let draw = 1; draw <= draws; draw += 1) {
    const opensAt = new Date(shop.clock.now().getTime() + draw * 60_000); // set first, then later each time
    await shop.db.product.update({ where: { id: productId }, data: { opensAt } });
    const [first, ...others] = await shop.db.dropEntry.findMany({
      where: { productId },
      orderBy: { rank: "asc" },
    });
    expect(others.every(({ rank }) => rank < 1)).toBe(true);
    wins[Number(first?.tokenHash)] = (wins[Number(first?.tokenHash)] ?? 0) + 1;
  }
  // Chi-square of nine degrees of freedom: more than 33.7 comes by chance once in 10,000 runs.
  const even = draws / 10;
  expect(wins.reduce((sum, count) => sum + (count - even) ** 2 / even, 0)).toBeLessThan(33.7);
});

test("no cart takes more of a drop than one person may, and its pages know that", async () => {
  await using shop = await openTestShop();
  const { record, productId } = await openDrop(shop, { onHand: 9, limitPerPerson: 2 });
  const { slug } = await shop.db.product.findUniqueOrThrow({ where: { id: productId } });
  const token = newCartToken();
  expect((await getProduct(shop, { slug, cartToken: token })).variants[0]?.maxQuantity).toBe(2);
  const cart = await addToCart(shop, { token, variantId: record, quantity: 1 });
  expect(cart.lines[0]?.maxQuantity).toBe(2);
  await expect(addToCart(shop, { token, variantId: record, quantity: 2 })).rejects.toMatchObject({
    code: "QUANTITY_LIMIT",
    details: { max: 2 },
  });
});

test("a turn that is not used lapses, the next one is called up, and who was late joins at the end", async () => {
  await using shop = await openTestShop();
  const { record, productId } = await openDrop(shop, { onHand: 1 });
  const [first, second] = [await guestWith(shop, { [record]: 1 }), await guestWith(shop, { [record]: 1 })];
  await takePlace(shop, { productId, cartToken: first });
  await takePlace(shop, { productId, cartToken: second });
  expect((await kindOf(shop, productId, second)).kind).toBe("waiting");
  shop.clock.advance(5 * 60_000 + 1);
  // While customers may begin no checkout, nobody is called up in vain.
  const closed = { audience: "nobody", percent: null } as const;
  const settings = { ...shop.settings, switches: { new_checkouts: closed } };
  await moveDropsOn({ ...shop, settings });
  expect((await kindOf(shop, productId, second)).kind).toBe("waiting");
  await moveDropsOn(shop);
  expect((await kindOf(shop, productId, second)).kind).toBe("turn");
  expect((await kindOf(shop, productId, first)).kind).toBe("lapsed");
  await expect(startCheckout(shop, { cartToken: first, clientIp })).rejects.toMatchObject({
    code: "NOT_YOUR_TURN",
  });
  await takePlace(shop, { productId, cartToken: first });
  expect(await kindOf(shop, productId, first)).toMatchObject({ kind: "waiting", place: 1 });

  const { id: begun } = await startCheckout(shop, { cartToken: second, clientIp });
  await moveDropsOn(shop);
  expect((await kindOf(shop, productId, second)).kind).toBe("reserving");
  expect(await getDropPlace(shop, { productId, cartToken: first })).toMatchObject({
    spokenFor: "reserved",
    own: { kind: "waiting" },
  });
  shop.clock.advance(20 * 60_000);
  await expireCheckouts(shop);
  await moveDropsOn(shop);
  expect((await kindOf(shop, productId, first)).kind).toBe("turn"); // called up, as a reservation came back
  expect((await kindOf(shop, productId, second)).kind).toBe("lapsed");
  await shop.db.$executeRaw`update checkout set state = 'completed' where id = ${begun}::uuid`;
  expect((await kindOf(shop, productId, second)).kind).toBe("bought");
});

test("staff pause, let in and close; the order stays while people wait; all is in the audit log", async () => {
  await using shop = await openTestShop();
  const { record, productId } = await openDrop(shop, { onHand: 2 });
  await setDropState(shop, { productId, state: "paused", by });
  const people = [newCartToken(), newCartToken(), newCartToken()];
  for (const cartToken of people) await takePlace(shop, { productId, cartToken });
  expect(await getDrop(shop, productId)).toMatchObject({ waiting: 3, admitted: 0 });
  await expect(
    setDrop(shop, { productId, version: 1, order: "lot", startMinutes: 5, limitPerPerson: 1, by }),
  ).rejects.toMatchObject({ code: "DROP_ORDER_FIXED" });
  expect(await letIn(shop, { productId, count: 10, by })).toEqual({ admitted: 2, refusal: null }); // never more than there are
  expect(await letIn(shop, { productId, count: 1, by })).toEqual({ admitted: 0, refusal: "kept" });
  expect((await kindOf(shop, productId, people[0] ?? "")).kind).toBe("turn");
  await setDropState(shop, { productId, state: "closed", by });
  await expect(takePlace(shop, { productId, cartToken: newCartToken() })).rejects.toMatchObject({
    code: "DROP_NOT_FOUND",
  });
  await endDrop(shop, { productId, by });
  await startCheckout(shop, { cartToken: await guestWith(shop, { [record]: 2 }), clientIp }); // like any other
  const actions = await shop.db.auditEntry.findMany({ select: { action: true } });
  expect(actions.map(({ action }) => action)).toEqual(
    expect.arrayContaining([
      "product.set_drop",
      "product.set_drop_state",
      "product.let_in",
      "product.end_drop",
    ]),
  );
});

test("settings are not saved over newer ones, and the refusal says whose those are", async () => {
  await using shop = await openTestShop();
  const { productId } = await openDrop(shop, { onHand: 2 });
  const save = (version: number | null, startMinutes: number) =>
    setDrop(shop, { productId, version, order: "arrival", startMinutes, limitPerPerson: 1, by });
  const refused = { code: "DROP_CHANGED", details: { by: by.name } };
  await expect(save(null, 7)).rejects.toMatchObject(refused); // somebody else has made it a drop
  const [first, second] = await Promise.allSettled([save(1, 10), save(1, 20)]);
  expect([first.status, second.status].toSorted()).toEqual(["fulfilled", "rejected"]);
  const startMinutes = first.status === "fulfilled" ? 10 : 20;
  expect(await getDrop(shop, productId)).toMatchObject({ version: 2, startMinutes });
  await expect(save(1, 30)).rejects.toMatchObject(refused);
  await setDropState(shop, { productId, state: "paused", by }); // no setting
  await save(2, 30);
  expect(await getDrop(shop, productId)).toMatchObject({ version: 3, startMinutes: 30, state: "paused" });
});

test("all who watch are told, from one reading of the line, in every process", async () => {
  await using shop = await openTestShop();
  const { productId } = await openDrop(shop, { onHand: 1 });
  const first = newCartToken();
  await takePlace(shop, { productId, cartToken: first });
  const second = newCartToken();
  await takePlace(shop, { productId, cartToken: second });
  const told: string[] = [];
  const line = await watchDrop(shop, productId, () => {
    told.push(line.placeOf(second)?.own.kind ?? "");
  });
  try {
    expect(line.placeOf(second)?.own).toMatchObject({ kind: "waiting", place: 1 });
    const elsewhere = connect(shop.databaseUrl, { maxConnections: 2 });
    await leaveDropLine({ ...shop, db: elsewhere }, { productId, cartToken: first });
    await elsewhere.$disconnect();
    await expect.poll(() => told.at(-1), { timeout: 20_000 }).toBe("turn");
  } finally {
    line.leave();
  }
});

test("the places of a line that has been still for as long as carts are kept go, and no others", async () => {
  await using shop = await openTestShop();
  const days = (count: number) => count * 24 * 60 * 60_000;
  const kept = days(shop.settings.keptDays.carts);
  const comes = new Date(shop.clock.now().getTime() + kept + days(10));
  const over = await openDrop(shop, { onHand: 1 });
  const lively = await openDrop(shop, { onHand: 1 });
  const future = await openDrop(shop, { onHand: 1, opensAt: comes });
  const bought = await guestWith(shop, { [over.record]: 1 });
  await takePlace(shop, { productId: over.productId, cartToken: bought });
  await startCheckout(shop, { cartToken: bought, clientIp });
  for (const { productId } of [over, over, lively, future])
    await takePlace(shop, { productId, cartToken: newCartToken() });
  await takePlace(shop, { productId: lively.productId, cartToken: newCartToken() });
  const placesOf = ({ productId }: { productId: string }) =>
    shop.db.dropEntry.count({ where: { productId } });

  shop.clock.advance(kept - 60_000);
  expect((await removeOld(shop)).dropPlaces).toBe(0);
  await takePlace(shop, { productId: lively.productId, cartToken: newCartToken() });
  shop.clock.advance(days(1));
  expect((await removeOld(shop)).dropPlaces).toBe(3);
  expect(await Promise.all([over, lively, future].map(placesOf))).toEqual([0, 3, 1]);
});

test("staff see the places of a line by pages, what a turn led to, and take them along as a file", async () => {
  await using shop = await openTestShop();
  const { record, productId } = await openDrop(shop, { onHand: 3 });
  const [buyer, other] = [await guestWith(shop, { [record]: 1 }), await guestWith(shop, { [record]: 1 })];
  for (const cartToken of [buyer, newCartToken(), other]) await takePlace(shop, { productId, cartToken });
  const { id } = await startCheckout(shop, { cartToken: buyer, clientIp });
  const { id: otherId } = await startCheckout(shop, { cartToken: other, clientIp });
  const crowd = Array.from({ length: 7 }, newCartToken);
  for (const cartToken of crowd) await takePlace(shop, { productId, cartToken });
  await leaveDropLine(shop, { productId, cartToken: crowd[2] ?? "" });

  const list = (cursor?: string, state?: "waiting") =>
    listPlacesForStaff(shop, { productId, limit: 4, cursor, state });
  const first = await list();
  const nameOf = (checkoutId: string) => `CO-${checkoutId.slice(-8).toUpperCase()}`;
  expect(first.places.map(({ state, place, checkout }) => [state, place, checkout])).toEqual([
    ["started", null, { name: nameOf(id), state: "open" }],
    ["admitted", null, null],
    ["started", null, { name: nameOf(otherId), state: "open" }],
    ["waiting", 1, null],
  ]);
  const second = await list(first.nextCursor ?? "");
  const third = await list(second.nextCursor ?? "");
  expect([...second.places, ...third.places].map(({ state, place }) => [state, place])).toEqual([
    ["waiting", 2],
    ["left", null],
    ...[3, 4, 5, 6].map((place) => ["waiting", place]),
  ]);
  expect(third.nextCursor).toBeNull();
  const waiting = await list(undefined, "waiting");
  expect((await list(waiting.nextCursor ?? "", "waiting")).places.map(({ place }) => place)).toEqual([5, 6]);
  await expect(list("1e_x")).rejects.toMatchObject({ code: "CURSOR_INVALID" });
  await expect(list(`e-._${productId}`)).rejects.toMatchObject({ code: "CURSOR_INVALID" });

  const audited = await shop.db.auditEntry.count();
  let csv = "";
  for await (const part of await exportDropPlaces(shop, { productId })) csv += part;
  const [header, ...rows] = csv.trim().split("\r\n");
  expect(header).toContain("place,state,joined_at,turn_from,turn_until,checkout,checkout_state,order");
  expect(rows).toHaveLength(10);
  expect(rows[0]).toMatch(new RegExp(`^,started,.*,${nameOf(id)},open,$`));
  expect(csv).not.toContain(hashCartToken(buyer));
  expect(await shop.db.auditEntry.count()).toBe(audited);
  await expect(endDrop(shop, { productId, by })).rejects.toMatchObject({ code: "DROP_OPEN" });
  await setDropState(shop, { productId, state: "paused", by });
  await endDrop(shop, { productId, by });
  await expect(list()).rejects.toMatchObject({ code: "DROP_NOT_FOUND" });
});

test("nobody learns the order of a draw before the opening, staff neither", async () => {
  await using shop = await openTestShop();
  const opensAt = new Date(shop.clock.now().getTime() + 3_600_000);
  const { productId } = await openDrop(shop, { onHand: 1, order: "lot", opensAt });
  const ids: string[] = [];
  for (let person = 0; person < 6; person += 1) {
    const cartToken = newCartToken();
    await takePlace(shop, { productId, cartToken });
    const own = { productId, tokenHash: hashCartToken(cartToken) };
    ids.push((await shop.db.dropEntry.findFirstOrThrow({ where: own })).id);
    shop.clock.advance(1_000);
  }
  const list = (cursor?: string) => listPlacesForStaff(shop, { productId, limit: 4, cursor });
  const first = await list();
  const all = [...first.places, ...(await list(first.nextCursor ?? "")).places];
  expect(all.map(({ id }) => id)).toEqual(ids);
  expect(all.every(({ place }) => place === null)).toBe(true);
  expect(first.isDrawn).toBe(true);
  shop.clock.advance(3_600_000);
  const drawn = await shop.db.dropEntry.findMany({ orderBy: { rank: "asc" } });
  expect((await list()).places.map(({ id, place }) => [id, place])).toEqual(
    drawn.slice(0, 4).map(({ id }, index) => [id, index + 1]),
  );
});

/** Tries numbers until the text with one of them has a hash that begins with so many zero bits, or with others. */
function solve({ text, bits }: { text: string; bits: number }, isRight = true): number {
  for (let nonce = 0; ; nonce += 1) {
    const hash = createHash("sha256").update(`${text}${nonce}`).digest();
    if ((hash.readUInt32BE() >>> (32 - bits) === 0) === isRight) return nonce;
  }
}

test("only whoever has solved the puzzle joins: their own, for this line, and not one of yesterday", async () => {
  await using shop = await openTestShop();
  const { productId } = await openDrop(shop, { onHand: 5 });
  const other = await openDrop(shop, { onHand: 5 });
  const cartToken = newCartToken();
  const puzzle = makePuzzle(shop, { productId, cartToken });
  const solved = { productId, cartToken, puzzle: puzzle.text, nonce: solve(puzzle) };
  const refused = { code: "PUZZLE_NOT_SOLVED" };
  const wrong = { ...solved, nonce: solve(puzzle, false) };
  await expect(joinLine(shop, wrong), "a wrong number").rejects.toMatchObject(refused);
  await expect(
    joinLine(shop, { ...solved, cartToken: newCartToken() }),
    "for a second place",
  ).rejects.toMatchObject(refused);
  await expect(
    joinLine(shop, { ...solved, productId: other.productId }),
    "for another line",
  ).rejects.toMatchObject(refused);
  const [time = "", signature] = puzzle.text.split(".");
  const forged = { text: `${Number(time) + 60_000}.${signature}.`, bits: puzzle.bits };
  for (const made of [forged, { ...puzzle, text: "" }, { ...puzzle, text: "é.é." }])
    await expect(
      joinLine(shop, { ...solved, puzzle: made.text, nonce: solve(made) }),
      "one that we have not made",
    ).rejects.toMatchObject(refused);
  expect(await shop.db.dropEntry.count()).toBe(0);

  await joinLine(shop, solved);
  await joinLine(shop, solved); // pressed twice: the same place
  expect(await shop.db.dropEntry.count()).toBe(1);
  shop.clock.advance(5 * 60_000 + 1);
  await expect(joinLine(shop, solved), "an old one").rejects.toMatchObject(refused);
});
