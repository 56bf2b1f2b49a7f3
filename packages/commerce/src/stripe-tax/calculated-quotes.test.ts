import { type TaxEngineName, type TaxOutageRule, updateTaxInput } from "@dualtrack/contract";
import {
  contact,
  guestWith,
  openPayment,
  openTestShop,
  payAtStripe,
  readyToPay,
  runJobs,
  shippingAddress,
  stockedVariant,
  type TestShop,
} from "@dualtrack/testkit";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import {
  type Actor,
  getOrder,
  getTaxSettings,
  placeOrder,
  prepareCheckout,
  quoteCheckout,
  resumeCheckout,
  type Shop,
  startCheckout,
  updateTaxSettings,
} from "../index.ts";
import { createStripe } from "../stripe/stripe.ts";
import { stripeTimes } from "../stripe/stripe-policies.ts";

const by: Actor = { name: "Olga", email: "o@shop.example", role: "owner", ip: null };

let shop: TestShop;
/** The same shop, waiting for Stripe Tax as long as a real one does: for calls that will fail, however busy the machine is. */
let hurried: Shop;
beforeAll(async () => {
  shop = await openTestShop();
  const { sandbox, stripeStatus: status, stripeTurns: turns } = shop;
  const account = { secretKey: sandbox.secretKey, apiBase: sandbox.url };
  hurried = {
    ...shop,
    stripe: createStripe({ ...account, status, turns, times: { ...stripeTimes, retryPause: 1, rest: 0 } }),
  };
  await shop.db.staff.create({ data: { id: "o", role: "owner", name: "Olga", email: by.email } });
});
beforeEach(() => shop.outside.noFaults());
afterAll(() => shop[Symbol.asyncDispose]());

interface Setting {
  behavior?: "inclusive" | "exclusive";
  engine?: TaxEngineName;
  outageRule?: TaxOutageRule;
  acceptsVatIds?: boolean;
}

/** The table has the rates of the sandbox for Austria, Germany, Quebec and California. */
async function setTax({
  behavior = "exclusive",
  engine = "stripe_tax",
  outageRule = "use_table",
  acceptsVatIds = false,
}: Setting = {}) {
  const rate = (place: string, name: string, percent: number, taxCode = "standard") => {
    const [country = "", state = ""] = place.split("-");
    const days = { validFrom: "2020-01-01", validUntil: null };
    return { country, state, taxCode, name, rate: Math.round(percent * 10_000), ...days };
  };
  const { version } = await getTaxSettings(shop);
  const input = updateTaxInput.parse({
    ...{ version, taxBehavior: behavior, sellerCountry: "AT", isOssRegistered: false, engine, outageRule },
    ...{ acceptsVatIds, asksVies: false, acceptsUnconfirmedVatIds: true },
    registrations: ["AT", "DE", "JP", "NO"]
      .map((country) => ({ country }))
      .concat([
        { country: "CA", state: "QC" } as { country: string },
        { country: "US", state: "NY" } as { country: string },
      ]),
    rates: [
      rate("AT", "VAT", 20),
      rate("AT", "VAT", 10, "txcd_35010000"),
      rate("DE", "VAT", 19),
      rate("DE", "VAT", 7, "txcd_35010000"),
      rate("JP", "Consumption Tax", 10),
      rate("NO", "VAT", 25),
      rate("CA-QC", "GST", 5),
      rate("CA-QC", "QST", 9.975),
      rate("US-NY", "Sales Tax", 4),
    ],
  });
  await updateTaxSettings(shop, { ...input, by });
}

const places = {
  vienna: { country: "AT", state: "", postalCode: "1010" },
  berlin: { country: "DE", state: "", postalCode: "10115" },
  montreal: { country: "CA", state: "QC", postalCode: "H2Y 1C6" },
  albany: { country: "US", state: "NY", postalCode: "12207" },
  newYork: { country: "US", state: "", postalCode: "" },
};

async function started(items: Record<string, number>) {
  const cartToken = await guestWith(shop, items);
  const { id: checkoutId, ...view } = await startCheckout(shop, { cartToken });
  return { own: { checkoutId, cartToken }, view };
}

/** How many calculations Stripe Tax has been asked for; of all of the test's, as the sandbox keeps the last ones only. */
async function asked(): Promise<number> {
  const response = await fetch(`${shop.sandbox.url}/_sandbox/requests`);
  const { data } = (await response.json()) as { data: { path: string }[] };
  return data.filter(({ path }) => path === "/v1/tax/calculations").length;
}

const sourceOf = (checkoutId: string) =>
  shop.db.checkout
    .findUniqueOrThrow({ where: { id: checkoutId }, select: { quote: true } })
    .then(({ quote }) => ({
      source: quote.taxSource,
      calculation: quote.taxCalculationId,
      tax: quote.taxAmount,
    }));

/** What a place pays for goods by one engine. */
async function taxedBy(setting: Setting, items: Record<string, number>, place: keyof typeof places) {
  await setTax(setting);
  const { own } = await started(items);
  const { total, tax, taxes } = await quoteCheckout(shop, { ...own, destination: places[place] });
  return {
    total: total.amount,
    tax: tax.amount,
    taxes: taxes.map(({ jurisdiction, name, rate, taxable, tax: { amount } }) => [
      ...[jurisdiction, name, rate / 10_000],
      ...[taxable.amount, amount],
    ]),
    source: (await sourceOf(own.checkoutId)).source,
  };
}

async function book(price: number): Promise<string> {
  const id = await stockedVariant(shop, { onHand: 50, price });
  await shop.db.product.updateMany({
    where: { variants: { some: { id } } },
    data: { taxCode: "txcd_35010000" },
  });
  return id;
}

test.for([
  // Shipping is 5.90 everywhere (the zone of the migration).
  ["vienna", "exclusive"],
  ["vienna", "inclusive"],
  ["berlin", "exclusive"],
  ["berlin", "inclusive"],
  ["albany", "exclusive"],
] as const)("Stripe Tax and the table agree where their rates do: %s, %s", async ([place, behavior]) => {
  const [record, novel] = [await stockedVariant(shop, { onHand: 50, price: 2_333 }), await book(1_099)];
  const items = { [record]: 3, [novel]: 1 };
  const table = await taxedBy({ behavior, engine: "table" }, items, place);
  const stripe = await taxedBy({ behavior, engine: "stripe_tax" }, items, place);
  expect(stripe).toEqual({ ...table, source: "stripe_tax" });
  expect(table.source).toBe("table");
  expect(table.tax).toBeGreaterThan(0);
});

test("a cart and the first price of a checkout ask nothing; the same question is asked once; another one anew", async () => {
  await setTax();
  const record = await stockedVariant(shop, { onHand: 9, price: 2_000 });
  const before = await asked();
  const { own, view } = await started({ [record]: 1 });
  expect(await asked()).toBe(before);
  const first = await quoteCheckout(shop, { ...own, destination: places.berlin });
  expect(first.tax.amount).toBe(380 + Math.round(first.shipping.amount * 0.19));
  expect(first.quoteNumber).toBeGreaterThan(view.quoteNumber);
  const again = await quoteCheckout(shop, { ...own, destination: places.berlin });
  expect(again.quoteNumber).toBe(first.quoteNumber);
  expect(await asked()).toBe(before + 1);
  await quoteCheckout(shop, { ...own, destination: places.vienna });
  await quoteCheckout(shop, { ...own, destination: places.berlin });
  expect(await asked()).toBe(before + 2);
  shop.clock.advance(60_000);
  const { quoteNumber } = await quoteCheckout(shop, { ...own, destination: places.berlin });
  const { payment } = await prepareCheckout(shop, {
    ...{ ...own, quoteNumber, contact },
    shippingAddress: { ...shippingAddress, ...places.berlin },
  });
  expect(await asked()).toBe(before + 2);
  const { metadata } = await shop.stripe.paymentIntents.retrieve(payment?.paymentIntentId ?? "");
  expect(metadata.dualtrack_tax_calculation).toMatch(/^taxcalc_/);
});

test("with the table, Stripe Tax is asked nothing", async () => {
  await setTax({ engine: "table" });
  const record = await stockedVariant(shop, { onHand: 9 });
  const before = await asked();
  const { own } = await started({ [record]: 1 });
  await quoteCheckout(shop, { ...own, destination: places.berlin });
  expect(await asked()).toBe(before);
});

for (const [name, fault] of [
  ["fails", { action: "error", status: 500 }],
  ["cuts the connection", { action: "cut" }],
  ["limits the rate", { action: "rate_limit", reason: "global-rate" }],
] as const)
  test(`Stripe Tax ${name}: the table taxes, and the price says so; when it works again, it is asked`, async () => {
    await setTax();
    const record = await stockedVariant(shop, { onHand: 9, price: 2_000 });
    const { own } = await started({ [record]: 1 });
    await shop.outside.fault({ kind: "api", path: "/v1/tax/calculations", ...fault });
    const { tax, quoteNumber } = await quoteCheckout(hurried, { ...own, destination: places.berlin });
    expect(await sourceOf(own.checkoutId)).toMatchObject({ source: "table_instead", calculation: null });
    await shop.outside.noFaults();
    const later = await quoteCheckout(shop, { ...own, destination: places.berlin });
    expect(later.tax).toEqual(tax);
    expect(later.quoteNumber).toBe(quoteNumber + 1);
    expect(await sourceOf(own.checkoutId)).toMatchObject({ source: "stripe_tax" });
  });

test("if the owner wants so, nobody pays without Stripe Tax: the customer is told, the goods stay reserved", async () => {
  await setTax({ outageRule: "hold_checkout" });
  const record = await stockedVariant(shop, { onHand: 1, price: 2_000 });
  const { own, view } = await started({ [record]: 1 });
  await shop.outside.fault({ kind: "api", path: "/v1/tax/calculations", action: "error", status: 503 });
  await expect(quoteCheckout(shop, { ...own, destination: places.berlin })).rejects.toMatchObject({
    code: "TAX_UNAVAILABLE",
  });
  const pay = (quoteNumber: number) =>
    prepareCheckout(shop, {
      ...{ ...own, quoteNumber, contact },
      shippingAddress: { ...shippingAddress, ...places.berlin },
    });
  await expect(pay(view.quoteNumber)).rejects.toMatchObject({ code: "TAX_UNAVAILABLE" });
  expect(await shop.db.paymentSession.count({ where: { checkoutId: own.checkoutId } })).toBe(0);
  expect(await shop.db.reservation.count({ where: { checkoutId: own.checkoutId, state: "held" } })).toBe(1);
  await shop.outside.noFaults();
  const { quoteNumber } = await quoteCheckout(shop, { ...own, destination: places.berlin });
  expect((await pay(quoteNumber)).payment?.paymentIntentId).toMatch(/^pi_/);
});

test("an address that Stripe can't place is estimated while it is typed, and refused at its field at Pay", async () => {
  await setTax();
  const record = await stockedVariant(shop, { onHand: 9, price: 2_000 });
  const { own } = await started({ [record]: 1 });
  const { quoteNumber } = await quoteCheckout(shop, { ...own, destination: places.newYork });
  expect(await sourceOf(own.checkoutId)).toMatchObject({ source: "table" });
  await expect(
    prepareCheckout(shop, {
      ...{ ...own, quoteNumber, contact },
      shippingAddress: {
        ...shippingAddress,
        ...places.newYork,
        city: "N",
        state: "Nowhere",
        postalCode: "99",
      },
    }),
  ).rejects.toMatchObject({ code: "DETAILS_REFUSED", details: { field: "postalCode" } });
});

test("a street counts where tax depends on it, and nowhere else", async () => {
  await setTax();
  const record = await stockedVariant(shop, { onHand: 9, price: 2_000 });
  const { own } = await started({ [record]: 1 });
  const before = await asked();
  for (const line1 of ["1 Elm St", "2 Elm St"]) {
    await quoteCheckout(shop, { ...own, destination: { ...places.berlin, line1 } });
    await quoteCheckout(shop, { ...own, destination: { ...places.albany, line1 } });
  }
  expect(await asked()).toBe(before + 3);
});

test("Quebec's two taxes are Stripe's, each rounded as Stripe rounds it, and the database keeps them adding up", async () => {
  const record = await stockedVariant(shop, { onHand: 9, price: 1_001 });
  const { taxes, tax, source } = await taxedBy({}, { [record]: 1 }, "montreal");
  expect(source).toBe("stripe_tax");
  expect(taxes.map(([, name]) => name)).toEqual(["GST", "QST"]);
  expect(tax).toBe(taxes.reduce((sum, row) => sum + Number(row[4]), 0));
});

test("another day asks anew, as rates may have changed", async () => {
  await setTax();
  const record = await stockedVariant(shop, { onHand: 9, price: 2_000 });
  const { own } = await started({ [record]: 1 });
  await quoteCheckout(shop, { ...own, destination: places.berlin });
  const before = await asked();
  const day = new Date(shop.clock.now());
  day.setUTCHours(24, 0, 0, 0);
  await shop.db.checkout.update({
    where: { id: own.checkoutId },
    data: { expiresAt: new Date(day.getTime() + 3_600_000) },
  });
  shop.clock.advance(day.getTime() - shop.clock.now().getTime());
  await quoteCheckout(shop, { ...own, destination: places.berlin });
  expect(await asked()).toBe(before + 1);
});

test("a Stripe Tax that hangs is waited for as long as the shop says, and keeps nobody from paying", async () => {
  await using slow = await openTestShop({
    stripeTimes: { personTax: 400, personAttempt: 60_000, rest: 3_600_000 },
  });
  await slow.db.taxSettings.update({ where: { id: 1 }, data: { engine: "stripe_tax" } });
  const record = await stockedVariant(slow, { onHand: 9, price: 2_000 });
  await slow.outside.fault({ kind: "api", path: "/v1/tax/calculations", action: "hang" });
  const before = async () => (await slow.outside.faults())[0]?.seen ?? 0;
  for (let turn = 1; turn <= 4; turn += 1) {
    const { paymentIntentId } = await readyToPay(slow, { [record]: 1 });
    expect(paymentIntentId).toMatch(/^pi_/);
  }
  // After three failures in a row it is not asked any more; payments have a circuit of their own.
  expect(await before()).toBe(3);
  expect(await slow.db.serviceStatus.findMany({ where: { failingSince: { not: null } } })).toMatchObject([
    { service: "stripe_tax", lastError: "timeout" },
  ]);
});

test.each([
  ["DE136695976", 0, "Intra-Community supply"],
  ["GB999999973", 485, "VAT"],
  ["CHE123456788MWST", 485, "VAT"],
])("the VAT id %s of a business in Germany is told to Stripe Tax as what it is", async (vatId, tax, name) => {
  await setTax({ acceptsVatIds: true });
  const { own } = await started({ [await stockedVariant(shop, { onHand: 5, price: 1_963 })]: 1 });
  const quoted = await quoteCheckout(shop, { ...own, destination: places.berlin, vatId });
  expect(quoted).toMatchObject({ tax: { amount: tax }, taxes: [{ name }] }); // of 19.63 and 5.90
  expect((await sourceOf(own.checkoutId)).source).toBe("stripe_tax");
});

test("an exempt order is paid another way while Stripe Tax is away: it is priced with its VAT id, which is answered already", async () => {
  await setTax({ acceptsVatIds: true, outageRule: "hold_checkout" });
  const { own } = await started({ [await stockedVariant(shop, { onHand: 5, price: 1_963 })]: 1 });
  const vatId = "DE136695976";
  const address = { ...shippingAddress, ...places.berlin, city: "Berlin" };
  const { quoteNumber } = await quoteCheckout(shop, { ...own, destination: address, vatId });
  const entered = { contact, shippingAddress: address, business: { companyName: "Muster GmbH", vatId } };
  const { payment } = await openPayment(shop, { ...own, ...entered, quoteNumber });
  await payAtStripe(shop, payment.paymentIntentId, "pm_card_visa_chargeDeclined").catch(() => {});
  const { orderId } = await placeOrder(shop, payment);
  await runJobs(shop);
  await shop.outside.fault({ kind: "api", path: "/v1/tax/calculations", action: "error", status: 500 });
  const { token: orderToken } = await getOrder(shop, { orderId });
  const resumed = await resumeCheckout(shop, { orderToken });
  const again = { ...own, orderToken, contact, shippingAddress: address, quoteNumber: resumed.quoteNumber };
  expect(await prepareCheckout(shop, again)).toMatchObject({ taxes: [{ name: "Intra-Community supply" }] });
});
