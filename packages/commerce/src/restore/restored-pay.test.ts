import {
  owner as by,
  clientIp,
  contact,
  dumpShop,
  guestWith,
  openPayment,
  openTestShop,
  payAtStripe,
  restoreShop,
  runJobs,
  shippingAddress,
  stockedVariant,
  stockOf,
  type TestShop,
} from "@dualtrack/testkit";
import { expect, test } from "vitest";
import {
  auditLedger,
  quoteCheckout,
  reconcile,
  refundUnknownPayment,
  retryUnknownPayment,
  startCheckout,
} from "../index.ts";
import { syncPayment } from "../payments/sync-payment.ts";
import { alignOrderNumbers } from "./align-order-numbers.ts";

const away = { ...shippingAddress, postalCode: "10115", city: "Berlin", country: "DE" };

const sync = (shop: TestShop, { paymentIntentId }: { paymentIntentId: string }) =>
  syncPayment(shop, { paymentIntentId, track: "webhook", thorough: true });

/** A checkout of two records. */
async function opened(shop: TestShop) {
  const record = await stockedVariant(shop, { onHand: 5, price: 2_000 });
  const cartToken = await guestWith(shop, { [record]: 2 });
  const { id: checkoutId } = await startCheckout(shop, { cartToken });
  return { checkoutId, cartToken, record };
}
type Opened = Awaited<ReturnType<typeof opened>>;

async function paid(shop: TestShop, { checkoutId, cartToken }: Opened, address = away) {
  const own = { checkoutId, cartToken };
  const { quoteNumber } = await quoteCheckout(shop, { ...own, destination: address });
  const details = { contact, shippingAddress: address, note: "Ring twice", clientIp };
  const { payment } = await openPayment(shop, { ...own, ...details, quoteNumber });
  await payAtStripe(shop, payment.paymentIntentId);
  return { quoteNumber, paymentIntentId: payment.paymentIntentId };
}

/** What the books say of the order of a checkout. */
async function bookOf(shop: TestShop, { checkoutId }: { checkoutId: string }) {
  const {
    id: _,
    taxes,
    lines,
    ...order
  } = await shop.db.order.findUniqueOrThrow({
    where: { checkoutId },
    omit: { confirmedAt: true, paidAt: true, placedAt: true },
    include: { taxes: { omit: { id: true } }, lines: { omit: { id: true } } },
  });
  return { ...order, taxes, lines };
}

/** What is quoted from now on differs from the first quote. */
const raiseShipping = (shop: TestShop) =>
  shop.db.$executeRaw`update shipping_rate_band set amount = amount + 200`;

test("a dump of an open checkout, then a later quote that was paid: price, details and number are the payment's", async () => {
  await using shop = await openTestShop();
  const checkout = await opened(shop);
  const dump = await dumpShop(shop);
  await raiseShipping(shop);
  const payment = await paid(shop, checkout);
  expect(payment.quoteNumber).toBe(2);
  await sync(shop, payment);
  const before = await bookOf(shop, checkout);
  expect(before).toMatchObject({ state: "confirmed", customerNote: "Ring twice", email: contact.email });

  await using restored = await restoreShop(shop, dump);
  await alignOrderNumbers(restored);
  await reconcile(restored, { windowMs: 60 * 60_000 });
  expect(await bookOf(restored, checkout)).toEqual(before);
  expect(await stockOf(restored, checkout.record)).toEqual({ onHand: 3, reserved: 0 });
  // Once: neither another event nor the jobs change anything.
  await sync(restored, payment);
  await runJobs(restored);
  expect(await bookOf(restored, checkout)).toEqual(before);
  expect(await restored.db.checkoutQuote.count({ where: { checkoutId: checkout.checkoutId } })).toBe(2);
  expect(await restored.db.paymentSession.findMany({ select: { state: true, quoteNumber: true } })).toEqual([
    { state: "ended", quoteNumber: 2 },
  ]);
  expect((await auditLedger(restored)).violations).toEqual([]);
});

test("the same with the quote that the dump has: the order has its address", async () => {
  await using shop = await openTestShop();
  const checkout = await opened(shop);
  const dump = await dumpShop(shop);
  const payment = await paid(shop, checkout, shippingAddress);
  expect(payment.quoteNumber).toBe(1);
  await sync(shop, payment);
  const before = await bookOf(shop, checkout);
  await using restored = await restoreShop(shop, dump);
  await alignOrderNumbers(restored);
  // The hold ends before anybody asks Stripe.
  restored.clock.advance(24 * 60 * 60_000);
  await sync(restored, payment);
  expect(await bookOf(restored, checkout)).toEqual(before);
  expect(before).toMatchObject({ state: "confirmed", shippingAddress: { line1: shippingAddress.line1 } });
});

test("a payment whose price can't be read waits for staff, who have it restored or refunded", async () => {
  await using shop = await openTestShop();
  const checkouts = [await opened(shop), await opened(shop)] as const;
  const dump = await dumpShop(shop);
  // Another quote of the same total: what staff decide counts, not that it fits.
  await shop.db.$executeRaw`update shipping_method set name = name || ' plus'`;
  const payments = [await paid(shop, checkouts[0]), await paid(shop, checkouts[1])] as const;
  const metadata = await Promise.all(
    payments.map(async ({ paymentIntentId }) => {
      const intent = await shop.stripe.paymentIntents.retrieve(paymentIntentId);
      await shop.stripe.paymentIntents.update(paymentIntentId, {
        metadata: Object.fromEntries(
          Object.keys(intent.metadata)
            .filter((key) => key.includes("line"))
            .map((key) => [key, ""]),
        ),
      });
      return intent.metadata;
    }),
  );
  await using restored = await restoreShop(shop, dump);
  restored.log.expectErrors(/can't be made again/);
  await restored.db.staff.create({ data: { id: "o", role: "owner", name: "Olga", email: by.email } });
  for (const payment of payments) expect(await sync(restored, payment)).toBe("unknown");
  expect(await restored.db.order.count()).toBe(0);
  const [first, second] = payments;
  await restored.stripe.paymentIntents.update(first.paymentIntentId, { metadata: metadata[0] ?? {} });
  expect(await retryUnknownPayment(restored, { ...first, by })).toMatchObject({ state: "restored" });
  expect(await bookOf(restored, checkouts[0])).toMatchObject({ state: "confirmed" });
  await refundUnknownPayment(restored, { ...second, by });
  await runJobs(restored);
  await sync(restored, second);
  expect(await bookOf(restored, checkouts[1])).toMatchObject({ state: "cancelled" });
  const { amount_received: amount } = await restored.stripe.paymentIntents.retrieve(second.paymentIntentId);
  expect(await restored.db.refund.findMany({ select: { amount: true, state: true } })).toEqual([
    { amount, state: "succeeded" },
  ]);
  expect(await stockOf(restored, checkouts[1].record)).toEqual({ onHand: 5, reserved: 0 });
  expect((await auditLedger(restored)).violations).toEqual([]);
});
