import { lockCart } from "@dualtrack/db";
import { stockedVariant, type TestShop, test } from "@dualtrack/testkit";
import { expect } from "vitest";
import { hashCartToken } from "../checkouts/cart-token.ts";
import { addToCart, getCart, newCartToken, setCartLine } from "../index.ts";

test("what several tabs add at once is all in the cart, also when it is a new one", async ({ shop }) => {
  const [record, other] = [
    await stockedVariant(shop, { onHand: 99 }),
    await stockedVariant(shop, { onHand: 99 }),
  ];
  const token = newCartToken();
  const adding = Array.from({ length: 12 }, (_, index) =>
    addToCart(shop, { token, variantId: index % 3 === 0 ? other : record, quantity: 1 }),
  );
  const answers = await Promise.all(adding);
  const cart = await getCart(shop, { token });
  expect(Object.fromEntries(cart.lines.map(({ variantId, quantity }) => [variantId, quantity]))).toEqual({
    [record]: 8,
    [other]: 4,
  });
  expect(Math.max(...answers.map(({ count }) => count))).toBe(12);
  expect(await shop.db.cart.count({ where: { tokenHash: hashCartToken(token) } })).toBe(1);
});

test("the answer to a change is the cart as it is read afterwards", async ({ shop }) => {
  const [record, other] = [
    await stockedVariant(shop, { onHand: 9 }),
    await stockedVariant(shop, { onHand: 9 }),
  ];
  const token = newCartToken();
  const sameAsRead = async (answer: Promise<unknown>) =>
    expect(await answer).toEqual(await getCart(shop, { token }));
  await sameAsRead(addToCart(shop, { token, variantId: record, quantity: 1 }));
  await sameAsRead(addToCart(shop, { token, variantId: other, quantity: 2 }));
  await sameAsRead(addToCart(shop, { token, variantId: record, quantity: 2 }));
  await sameAsRead(setCartLine(shop, { token, variantId: other, quantity: 1 }));
  await sameAsRead(setCartLine(shop, { token, variantId: record, quantity: 0 }));
  await sameAsRead(setCartLine(shop, { token, variantId: record, quantity: 0 }));
  await sameAsRead(setCartLine(shop, { token, variantId: other, quantity: 0 }));
  expect((await getCart(shop, { token })).lines).toEqual([]);
});

test("what is added while an order takes the cart's lines is not added to what it takes", async ({
  shop,
}) => {
  const record = await stockedVariant(shop, { onHand: 9 });
  const token = newCartToken();
  await addToCart(shop, { token, variantId: record, quantity: 2 });
  let adding: Promise<unknown> | undefined;
  await shop.db.$transaction(async (tx) => {
    const cart = await lockCart(tx, hashCartToken(token));
    adding = addToCart(shop, { token, variantId: record, quantity: 1 });
    // It has read the cart, and waits for the lock.
    await expect.poll(() => waitingForLocks(shop), { timeout: 20_000 }).toBe(1);
    await tx.cartLine.deleteMany({ where: { cartId: cart?.id ?? "" } });
  });
  await adding;
  expect((await getCart(shop, { token })).lines).toMatchObject([{ variantId: record, quantity: 1 }]);
});

async function waitingForLocks(shop: TestShop): Promise<number> {
  const [row] = await shop.db.$queryRaw<[{ waiting: number }]>`
    select count(*)::integer as waiting from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`;
  return row.waiting;
}
