import { updateProductInput } from "@dualtrack/contract";
import {
  manager as by,
  guestWith,
  payAtStripe,
  pressPay,
  readyToPay,
  reservationMs,
  runJobs,
  stockedVariant,
  stockOf,
  type TestShop,
  test,
} from "@dualtrack/testkit";
import { expect } from "vitest";
import { DomainError } from "../domain-error.ts";
import {
  auditLedger,
  getProductForStaff,
  placeOrder,
  setCartLine,
  startCheckout,
  updateProduct,
} from "../index.ts";

const stateOf = async (shop: TestShop, id: string) =>
  (await shop.db.checkout.findUniqueOrThrow({ where: { id }, select: { state: true } })).state;

async function refusalOf(attempt: Promise<unknown>) {
  const refusal = await attempt.then(
    () => null,
    (error) => error,
  );
  if (!(refusal instanceof DomainError)) throw new Error(`No refusal: ${refusal}`);
  return refusal;
}

test("a cart that changes before Pay is pressed takes over what was reserved for it, and its end", async ({
  shop,
}) => {
  const [record, shirt] = [
    await stockedVariant(shop, { onHand: 5 }),
    await stockedVariant(shop, { onHand: 2 }),
  ];
  const cartToken = await guestWith(shop, { [record]: 2, [shirt]: 1 });
  const before = await startCheckout(shop, { cartToken, clientIp: "198.51.100.1" });
  shop.clock.advance(60_000);
  await setCartLine(shop, { token: cartToken, variantId: record, quantity: 3 });
  await setCartLine(shop, { token: cartToken, variantId: shirt, quantity: 0 });
  await shop.outside.fault({ kind: "api", action: "cut", when: "before", path: "/v1" });
  const after = await startCheckout(shop, { cartToken, clientIp: "198.51.100.1" });
  await shop.outside.noFaults();
  expect(after.expiresAt).toBe(before.expiresAt);
  expect(after.lines).toMatchObject([{ quantity: 3 }]);
  expect(await stateOf(shop, before.id)).toBe("cancelled");
  expect(await stockOf(shop, record)).toEqual({ onHand: 5, reserved: 3 });
  expect(await stockOf(shop, shirt)).toEqual({ onHand: 2, reserved: 0 });
  expect((await startCheckout(shop, { cartToken })).id).toBe(after.id);
});

test("a change that can't be had leaves the reservation as it was", async ({ shop }) => {
  const record = await stockedVariant(shop, { onHand: 3 });
  const cartToken = await guestWith(shop, { [record]: 2 });
  await setCartLine(shop, { token: cartToken, variantId: record, quantity: 3 });
  const wanted = await guestWith(shop, { [record]: 1 });
  await setCartLine(shop, { token: cartToken, variantId: record, quantity: 2 });
  const before = await startCheckout(shop, { cartToken });
  await setCartLine(shop, { token: cartToken, variantId: record, quantity: 3 });
  await startCheckout(shop, { cartToken: wanted }); // somebody else, meanwhile
  expect(await refusalOf(startCheckout(shop, { cartToken }))).toMatchObject({
    code: "OUT_OF_STOCK",
    details: { lines: [{ variantId: record, requested: 3, available: 2 }] },
  });
  expect(await stateOf(shop, before.id)).toBe("open");
  expect(await stockOf(shop, record)).toEqual({ onHand: 3, reserved: 3 });
  await setCartLine(shop, { token: cartToken, variantId: record, quantity: 2 });
  expect((await startCheckout(shop, { cartToken })).id).toBe(before.id);
});

test("nobody else gets reserved units while their customer changes the cart", async ({ shop }) => {
  for (let round = 0; round < 5; round += 1) {
    const [record, shirt] = [
      await stockedVariant(shop, { onHand: 2 }),
      await stockedVariant(shop, { onHand: 9 }),
    ];
    const [customer, ...others] = [
      await guestWith(shop, { [record]: 2 }),
      await guestWith(shop, { [record]: 1 }),
      await guestWith(shop, { [record]: 1, [shirt]: 1 }),
      await guestWith(shop, { [shirt]: 1, [record]: 1 }),
    ];
    await startCheckout(shop, { cartToken: customer });
    await setCartLine(shop, { token: customer, variantId: shirt, quantity: 1 });
    const [changed, ...refused] = await Promise.allSettled(
      [customer, ...others].map((cartToken) => startCheckout(shop, { cartToken })),
    );
    expect(changed?.status).toBe("fulfilled");
    for (const each of refused) expect(each).toMatchObject({ reason: { code: "OUT_OF_STOCK" } });
    expect(await stockOf(shop, record)).toEqual({ onHand: 2, reserved: 2 });
  }
});

test("Pay and a change at the same time: what is paid is an order of what it was, and what is reserved is somebody's", async ({
  shop,
}) => {
  for (let round = 0; round < 6; round += 1) {
    const record = await stockedVariant(shop, { onHand: 9 });
    const cartToken = await guestWith(shop, { [record]: 1 });
    const { id: checkoutId } = await startCheckout(shop, { cartToken });
    const [pressed] = await Promise.allSettled([
      pressPay(shop, { checkoutId, cartToken }),
      setCartLine(shop, { token: cartToken, variantId: record, quantity: 3 }).then(() =>
        startCheckout(shop, { cartToken }),
      ),
    ]);
    if (pressed.status === "fulfilled") {
      const { paymentIntentId, clientSecret } = pressed.value;
      await payAtStripe(shop, paymentIntentId).then(
        () => placeOrder(shop, { paymentIntentId, clientSecret }),
        () => {}, // it was cancelled for the new checkout
      );
    }
    await runJobs(shop);
    const live = await shop.db.reservation.findMany({ where: { variantId: record, state: "held" } });
    const units = live.reduce((sum, { quantity }) => sum + quantity, 0);
    expect((await stockOf(shop, record)).reserved).toBe(units);
  }
  expect((await auditLedger(shop)).violations).toEqual([]);
});

test("the refusal says from which minute what others have reserved may be free again; one's own, and what is ordered, does not count", async ({
  shop,
}) => {
  const record = await stockedVariant(shop, { onHand: 3 });
  const wanting = await guestWith(shop, { [record]: 2 });
  const ordered = await readyToPay(shop, { [record]: 1 });
  await payAtStripe(shop, ordered.paymentIntentId);
  await placeOrder(shop, ordered);
  const shortage = async () => {
    const { details } = await refusalOf(startCheckout(shop, { cartToken: wanting }));
    return (details as { lines: { mayReturnAt?: string }[] }).lines[0];
  };
  const holder = await guestWith(shop, { [record]: 1 });
  const late = await guestWith(shop, { [record]: 1 });
  const { expiresAt } = await startCheckout(shop, { cartToken: holder });
  const minute = new Date(Math.ceil(Date.parse(expiresAt) / 60_000) * 60_000).toISOString();
  expect(await shortage()).toMatchObject({ requested: 2, available: 1, mayReturnAt: minute });
  shop.clock.advance(5 * 60_000);
  await startCheckout(shop, { cartToken: late });
  expect(await shortage()).toMatchObject({ available: 0, mayReturnAt: minute }); // the first one's
  shop.clock.advance(reservationMs - 5 * 60_000 + 1);
  expect(Date.parse((await shortage())?.mayReturnAt ?? "")).toBeGreaterThan(Date.parse(minute));
  shop.clock.advance(reservationMs);
  expect(await shortage()).not.toHaveProperty("mayReturnAt");
});

test("a product may be reserved for less or more time than the shop's others; of several, the shortest counts", async ({
  shop,
}) => {
  const [drop, record, slow] = [
    await stockedVariant(shop, { onHand: 9 }),
    await stockedVariant(shop, { onHand: 9 }),
    await stockedVariant(shop, { onHand: 9 }),
  ];
  const setMinutes = async (variantId: string, reservationMinutes: number | null) => {
    const { productId } = await shop.db.variant.findUniqueOrThrow({ where: { id: variantId } });
    const { variants, categories: _, ...product } = await getProductForStaff(shop, { productId });
    const input = updateProductInput.parse({ productId, ...product, variants, reservationMinutes });
    await updateProduct(shop, { ...input, by });
    return product.slug;
  };
  const subject = await setMinutes(drop, 5);
  await setMinutes(slow, 40);
  const minutes = async (...variants: string[]) => {
    const cartToken = await guestWith(shop, Object.fromEntries(variants.map((id) => [id, 1])));
    const { expiresAt, serverNow } = await startCheckout(shop, { cartToken });
    return (Date.parse(expiresAt) - Date.parse(serverNow)) / 60_000;
  };
  expect(await minutes(record)).toBeCloseTo(15, 0);
  expect(await minutes(drop)).toBeCloseTo(5, 0);
  expect(await minutes(slow)).toBeCloseTo(40, 0);
  expect(await minutes(record, slow)).toBeCloseTo(15, 0);
  expect(await minutes(slow, drop, record)).toBeCloseTo(5, 0);
  const entry = await shop.db.auditEntry.findFirst({ where: { subject }, orderBy: { id: "desc" } });
  expect(entry).toMatchObject({ action: "product.update", after: { reservationMinutes: 5 } });
  for (const wrong of [0, 61, 1.5, Number.NaN])
    expect(updateProductInput.shape.reservationMinutes.safeParse(wrong).success).toBe(false);
  await setMinutes(drop, null);
  expect(await minutes(drop)).toBeCloseTo(15, 0);
});
