import { exportOrdersInput } from "@dualtrack/contract";
import {
  contact,
  guestWith,
  openPayment,
  payAtStripe,
  runJobs,
  shippingAddress,
  stockedVariant,
  type TestShop,
  test,
} from "@dualtrack/testkit";
import { expect } from "vitest";
import {
  type Actor,
  exportOrders,
  getOrder,
  getOrderForStaff,
  placeOrder,
  quoteCheckout,
  startCheckout,
} from "../index.ts";

/** Austria, with these methods of one price each; a date is promised by Express only. */
let methods: Record<"standard" | "express" | "pickup", string>;
test.beforeEach(async ({ shop }) => {
  await shop.db.shippingZone.deleteMany();
  const zone = await shop.db.shippingZone.create({ data: { name: "Austria", position: 0 } });
  await shop.db.shippingArea.create({ data: { zoneId: zone.id, country: "AT" } });
  const add = async (name: string, amount: number, more: object = {}) => {
    const { id: methodId } = await shop.db.shippingMethod.create({
      data: { zoneId: zone.id, name, position: amount, ...more },
    });
    const rate = { methodId, currency: "eur" };
    await shop.db.shippingRate.create({ data: { ...rate, basis: "flat" } });
    await shop.db.shippingRateBand.create({ data: { ...rate, fromValue: 0, amount } });
    return methodId;
  };
  methods = {
    standard: await add("Standard", 590),
    express: await add("Express", 1_290, { handlingDays: 0, daysFrom: 1, daysTo: 2 }),
    pickup: await add("Studio", 0, { isPickup: true, handlingDays: 1, daysFrom: 0, daysTo: 0 }),
  };
});

/** Moves the clock to this time of the next such weekday (1 is Monday); answers its day and those after it. */
function moveTo(shop: TestShop, weekday: number, time: string): (days: number) => string {
  const now = shop.clock.now();
  const day = (days: number) => new Date(now.getTime() + days * 86_400_000).toISOString().slice(0, 10);
  const ahead = (weekday - now.getUTCDay() + 7) % 7 || 7;
  shop.clock.advance(Date.parse(`${day(ahead)}T${time}Z`) - now.getTime());
  return (days) => day(ahead + days);
}

/** As mails write it, e.g. "Tue 1 Dec". */
function dayText(day: string): string {
  const date = new Date(day);
  const part = (options: Intl.DateTimeFormatOptions) =>
    date.toLocaleString("en-IE", { ...options, timeZone: "UTC" });
  return [part({ weekday: "short" }), part({ day: "numeric" }), part({ month: "short" })].join(" ");
}

/** A checkout of one record for 20.00. */
async function started(shop: TestShop) {
  const variantId = await stockedVariant(shop, { onHand: 5, price: 2_000 });
  const cartToken = await guestWith(shop, { [variantId]: 1 });
  const { id: checkoutId } = await startCheckout(shop, { cartToken });
  const own = { checkoutId, cartToken };
  const quote = (shippingMethodId?: string, postalCode = "1010") =>
    quoteCheckout(shop, { ...own, destination: { country: "AT", state: "", postalCode }, shippingMethodId });
  const press = (quoteNumber: number, shippingMethodId?: string) =>
    openPayment(shop, { ...own, quoteNumber, shippingMethodId, contact, shippingAddress });
  return { ...own, quote, press };
}

async function buyWith(shop: TestShop, methodId: string) {
  const { quote, press } = await started(shop);
  const { quoteNumber } = await quote(methodId);
  const { payment, total } = await press(quoteNumber);
  await payAtStripe(shop, payment.paymentIntentId);
  const { orderId } = await placeOrder(shop, payment);
  await runJobs(shop);
  const mail = await shop.db.mail.findFirstOrThrow({ where: { orderId, kind: "order_confirmed" } });
  return { orderId, mail, total };
}

test("the cheapest that brings the goods is assumed, and what is chosen stays chosen, also after a reload", async ({
  shop,
}) => {
  const { cartToken, quote } = await started(shop);
  expect(await quote()).toMatchObject({
    shipping: { amount: 590 },
    shippingMethod: { id: methods.standard },
    shippingOptions: [
      { id: methods.pickup, name: "Studio", price: { amount: 0, currency: "eur" }, isPickup: true },
      { id: methods.standard, name: "Standard", price: { amount: 590 }, arrives: null },
      { id: methods.express, price: { amount: 1_290 }, arrives: { from: expect.any(String) } },
    ],
  });
  expect(await quote(methods.express)).toMatchObject({ quoteNumber: 2, total: { amount: 3_290 } });
  expect(await quote(undefined, "6020")).toMatchObject({
    quoteNumber: 2,
    shippingMethod: { name: "Express" },
  });
  expect(await startCheckout(shop, { cartToken })).toMatchObject({ shippingMethod: { name: "Express" } });
});

test("the order, its mail, staff and the CSV say how and when, also when the method is deleted", async ({
  shop,
}) => {
  const day = moveTo(shop, 1, "10:00");
  const { orderId, mail, total } = await buyWith(shop, methods.express);
  expect(total.amount).toBe(3_290);
  await shop.db.shippingZone.deleteMany();
  const chosen = { name: "Express", isPickup: false, arrives: { from: day(1), to: day(2) } };
  const order = await getOrder(shop, { orderId });
  expect(order).toMatchObject({ shipping: { amount: 1_290 }, shippingMethod: chosen });
  expect(await getOrderForStaff(shop, { number: order.number })).toMatchObject({ shippingMethod: chosen });
  expect(mail.text).toMatch(/Shipping: Express.*€12\.90/);
  expect(mail.text).toContain(`Arrives ${dayText(day(1))} – ${dayText(day(2))}.`);
  const by: Actor = { name: "Ada", email: "ada@example.com", role: "owner", ip: null };
  const pages: string[] = [];
  for await (const page of await exportOrders(shop, {
    ...exportOrdersInput.parse({ q: order.number }),
    by,
  }))
    pages.push(page);
  const csv = pages.join("");
  expect(csv).toContain("shipping_method,pickup,arrives_from,arrives_to");
  expect(csv).toContain(`Express,no,${day(1)},${day(2)}`);
});

test("a pick-up costs nothing more, and the mail says where and from when", async ({ shop }) => {
  const day = moveTo(shop, 5, "10:00");
  const { mail, total } = await buyWith(shop, methods.pickup);
  expect(total.amount).toBe(2_000);
  expect(mail.text).toContain(`You collect it: Studio. Ready for pick-up ${dayText(day(3))}.`);
  expect(mail.text).not.toContain("It goes to");
});

test("a rate that rose after it was shown is not charged before the customer has seen it", async ({
  shop,
}) => {
  const { quote, press } = await started(shop);
  await quote(methods.express);
  await shop.db.shippingRateBand.updateMany({
    where: { methodId: methods.express },
    data: { amount: 1_490 },
  });
  await expect(press(2)).rejects.toMatchObject({
    code: "QUOTE_CHANGED",
    details: {
      changes: [
        { part: "shipping", before: { amount: 1_290 }, after: { amount: 1_490 } },
        { part: "total", before: { amount: 3_290 }, after: { amount: 3_490 } },
      ],
      shippingMethod: null,
    },
  });
  expect(await press(3)).toMatchObject({ total: { amount: 3_490 }, shippingMethod: { name: "Express" } });
});

test("a method that is switched off after it was shown is said, although the other costs the same", async ({
  shop,
}) => {
  const { quote, press } = await started(shop);
  await shop.db.shippingRateBand.updateMany({ where: { methodId: methods.express }, data: { amount: 590 } });
  await quote(methods.express);
  await shop.db.shippingMethod.update({ where: { id: methods.express }, data: { isActive: false } });
  await expect(press(2)).rejects.toMatchObject({
    code: "QUOTE_CHANGED",
    details: {
      changes: [{ part: "total", before: { amount: 2_590 }, after: { amount: 2_590 } }],
      shippingMethod: { before: "Express", after: "Standard" },
    },
  });
  expect(await quote(methods.express)).toMatchObject({
    shippingMethod: { name: "Standard" },
    quoteNumber: 3,
  });
  expect(await press(3)).toMatchObject({ shippingMethod: { name: "Standard" } });
});

test("a method that was replaced by one of the same name and price is charged without another word", async ({
  shop,
}) => {
  const { quote, press } = await started(shop);
  await quote(methods.express);
  await shop.db.shippingMethod.update({ where: { id: methods.express }, data: { isActive: false } });
  await shop.db.shippingMethod.update({ where: { id: methods.standard }, data: { name: "Express" } });
  await shop.db.shippingRateBand.updateMany({
    where: { methodId: methods.standard },
    data: { amount: 1_290 },
  });
  expect(await press(2)).toMatchObject({
    total: { amount: 3_290 },
    shippingMethod: { id: methods.standard, name: "Express" },
  });
});

test("Pay pressed at once after another method was chosen charges neither", async ({ shop }) => {
  const { quote, press } = await started(shop);
  await quote();
  await expect(press(1, methods.express)).rejects.toMatchObject({
    code: "QUOTE_CHANGED",
    details: { shippingMethod: { before: "Standard", after: "Express" } },
  });
  expect(await press(2, methods.express)).toMatchObject({ total: { amount: 3_290 } });
});

test("another tab's choice does not change what this one pays for", async ({ shop }) => {
  const { quote, press } = await started(shop);
  await quote(methods.standard);
  await quote(methods.express);
  expect(await press(1)).toMatchObject({ shippingMethod: { name: "Standard" }, total: { amount: 2_590 } });
});

test("days that have moved on are stored and refuse nothing", async ({ shop }) => {
  const day = moveTo(shop, 1, "23:59");
  const { quote, press } = await started(shop);
  await quote(methods.express);
  shop.clock.advance(2 * 60_000);
  expect(await press(2)).toMatchObject({
    total: { amount: 3_290 },
    shippingMethod: { arrives: { from: day(2), to: day(3) } },
  });
});
