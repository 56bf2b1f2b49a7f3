import { type UpdateCurrencies, updateCurrenciesInput } from "@dualtrack/contract";
import {
  contact,
  countStatements,
  guestWith,
  migratedRows,
  openPayment,
  openTestShop,
  pressPay,
  shippingAddress,
  stockedVariant,
  stockOf,
  type TestShop,
  test,
} from "@dualtrack/testkit";
import { expect } from "vitest";
import {
  type Actor,
  addToCart,
  chooseCurrency,
  getCart,
  getCatalog,
  getCurrencies,
  getProduct,
  newCartToken,
  quoteCheckout,
  startCheckout,
  updateCurrencies,
} from "../index.ts";

const by: Actor = { name: "Ada", email: "ada@example.com", role: "manager", ip: "127.0.0.1" };
const usd = {
  currency: "usd",
  rateSource: "manual",
  rate: "1.5",
  rounding: { step: 100, ending: 99 },
  countries: ["US"],
} as const;
const jpy = {
  currency: "jpy",
  rateSource: "manual",
  rate: "160",
  rounding: { step: 1, ending: 0 },
  countries: [],
} as const;

type Offered = Omit<UpdateCurrencies["currencies"][number], "countries"> & { countries: readonly string[] };

/** Saves what is offered besides the base currency. */
async function offer(shop: TestShop, currencies: readonly Offered[], changes: object = {}) {
  const { version, baseCurrency } = await getCurrencies(shop);
  const update = updateCurrenciesInput.parse({ version, baseCurrency, currencies, ...changes });
  await updateCurrencies(shop, { ...update, by });
}

async function priceOf(shop: TestShop, variantId: string, cartToken: string) {
  const { product } = await shop.db.variant.findUniqueOrThrow({
    where: { id: variantId },
    select: { product: { select: { slug: true } } },
  });
  return (await getProduct(shop, { slug: product.slug, cartToken })).variants[0]?.price ?? null;
}

test("a price in another currency is that set by hand, else derived; shipping and the free subtotal are derived, too", async ({
  shop,
}) => {
  await offer(shop, [usd, jpy]);
  await shop.db.shippingRate.deleteMany({ where: { currency: { not: "eur" } } });
  const [derived, own] = [
    await stockedVariant(shop, { onHand: 5, price: 2_000 }),
    await stockedVariant(shop, { onHand: 5, price: 2_000 }),
  ];
  await shop.db.price.create({ data: { variantId: own, currency: "usd", unitAmount: 2_500 } });
  const token = newCartToken();
  expect(await priceOf(shop, derived, token)).toEqual({ amount: 2_000, currency: "eur" });
  await chooseCurrency(shop, { token, currency: "usd" });
  expect(await priceOf(shop, derived, token)).toEqual({ amount: 2_999, currency: "usd" });
  expect(await priceOf(shop, own, token)).toEqual({ amount: 2_500, currency: "usd" });
  const { products: listed } = await getCatalog(shop, { cartToken: token });
  expect(listed.every(({ price }) => price.currency === "usd")).toBe(true);

  const inEuros = await getCart(shop, { token: await guestWith(shop, { [derived]: 1 }) });
  await addToCart(shop, { token, variantId: derived, quantity: 1 });
  const cart = await getCart(shop, { token });
  expect(cart).toMatchObject({ currency: "usd", subtotal: { amount: 2_999, currency: "usd" } });
  const shippingInEuros = inEuros.shipping?.amount ?? 0;
  const nearest99 = (amount: number) => Math.floor((amount - 99 + 50) / 100) * 100 + 99;
  expect(cart.shipping?.amount).toBe(nearest99(shippingInEuros * 1.5));
});

test("only offered currencies can be chosen, and only what staff may save is saved", async ({ shop }) => {
  const token = newCartToken();
  await offer(shop, [usd]);
  await expect(chooseCurrency(shop, { token, currency: "jpy" })).rejects.toMatchObject({
    code: "CURRENCY_NOT_OFFERED",
    details: { currency: "jpy" },
  });
  await expect(offer(shop, [{ ...usd, currency: "gbp", rate: null }])).rejects.toMatchObject({
    code: "EXCHANGE_RATE_MISSING",
  });
  const { version, currencies } = await getCurrencies(shop);
  expect(currencies.map(({ currency }) => currency)).toEqual(["usd"]);
  await stockedVariant(shop, { onHand: 1 });
  await expect(offer(shop, [], { baseCurrency: "usd" })).rejects.toMatchObject({
    code: "BASE_PRICES_MISSING",
    details: { currency: "usd" },
  });
  await expect(offer(shop, [], { version: version - 1 })).rejects.toMatchObject({
    code: "CURRENCY_SETTINGS_CHANGED",
    details: { by: "Ada" },
  });
  const input = (currencies: object[]) =>
    updateCurrenciesInput.safeParse({ version, baseCurrency: "eur", currencies }).success;
  expect(input([usd])).toBe(true);
  expect(input([usd, usd])).toBe(false);
  expect(input([{ ...usd, currency: "eur" }])).toBe(false);
  expect(input([{ ...usd, rate: "0" }])).toBe(false);
  expect(input([{ ...usd, rounding: { step: 7, ending: 0 } }])).toBe(false);
  expect(input([usd, { ...jpy, countries: ["US"] }])).toBe(false);
});

test("staff see what can't be had in a currency: without a rate all that has no price of its own", async () => {
  await using shop = await openTestShop();
  await offer(shop, [usd, { ...jpy, currency: "gbp", rateSource: "feed", rate: null }]);
  await shop.db.shippingRate.deleteMany({ where: { currency: { not: "eur" } } });
  const [derived, own] = [
    await stockedVariant(shop, { onHand: 1 }),
    await stockedVariant(shop, { onHand: 1 }),
  ];
  await shop.db.price.create({ data: { variantId: own, currency: "gbp", unitAmount: 900 } });
  const title = async (id: string) =>
    (await shop.db.variant.findUniqueOrThrow({ where: { id }, select: { product: true } })).product.title;
  await shop.db.discount.create({
    data: {
      ...{ name: "Five off", kind: "amount", createdAt: shop.clock.now() },
      amounts: { create: { currency: "eur", amount: 500 } },
    },
  });
  const { gaps } = await getCurrencies(shop);
  const discount = { kind: "discount", count: 1, names: ["Five off"] };
  const methods = await shop.db.shippingMethod.count({ where: { isActive: true } });
  expect(gaps).toEqual([
    { currency: "usd", hasRate: true, missing: [discount] },
    {
      currency: "gbp",
      hasRate: false,
      missing: [
        { kind: "product", count: 1, names: [await title(derived)] },
        { kind: "shipping_method", count: methods, names: expect.any(Array) },
        discount,
      ],
    },
  ]);
  await shop.db.price.deleteMany({ where: { variantId: own, currency: "eur" } });
  await shop.db.shippingRate.deleteMany();
  await shop.db.discount.updateMany({ data: { pausedAt: shop.clock.now() } });
  expect((await getCurrencies(shop)).gaps.map(({ currency, missing }) => [currency, missing.length])).toEqual(
    [
      ["eur", 2],
      ["usd", 2],
      ["gbp", 2],
    ],
  );
});

test("a changed rate is a new row and an audit entry; saving the same again is neither", async ({ shop }) => {
  await offer(shop, [usd]);
  await offer(shop, [{ ...usd, rate: "1.6" }]);
  await offer(shop, [{ ...usd, rate: "1.60" }]);
  await offer(shop, [{ ...usd, rate: null }]);
  const rows = await shop.db.exchangeRate.findMany({ where: { currency: "usd" }, orderBy: { id: "desc" } });
  expect(rows.slice(0, 2).map(({ rate }) => rate.toFixed())).toEqual(["1.6", "1.5"]);
  await expect(shop.db.exchangeRate.deleteMany()).rejects.toThrow();
  const [entry] = await shop.db.auditEntry.findMany({ orderBy: { id: "desc" }, take: 1 });
  expect(entry).toMatchObject({
    action: "currencies.update",
    staffName: "Ada",
    before: { usd: { rate: "1.5" } },
    after: { usd: { rate: "1.6" } },
  });
});

test("the customer's country decides until there is a cart, and the choice afterwards", async ({ shop }) => {
  await offer(shop, [usd, jpy]);
  const variantId = await stockedVariant(shop, { onHand: 5 });
  const token = newCartToken();
  const { products: american } = await getCatalog(shop, { cartToken: token, country: "US" });
  expect(american[0]?.price.currency).toBe("usd");
  const french = await getCatalog(shop, { cartToken: token, country: "FR" });
  expect(french.products[0]?.price.currency).toBe("eur");
  await addToCart(shop, { token, variantId, quantity: 1, country: "US" });
  expect(await getCart(shop, { token, country: "FR" })).toMatchObject({ currency: "usd" });
  expect(await chooseCurrency(shop, { token, currency: "eur" })).toMatchObject({ currency: "eur" });
  expect(await getCart(shop, { token, country: "US" })).toMatchObject({ currency: "eur" });
});

test("a checkout keeps currency, prices and rate; another currency of the cart ends it, and reserves nothing twice", async ({
  shop,
}) => {
  await offer(shop, [usd, jpy]);
  const variantId = await stockedVariant(shop, { onHand: 1 });
  const token = await guestWith(shop, { [variantId]: 1 });
  await chooseCurrency(shop, { token, currency: "usd" });
  const first = await startCheckout(shop, { cartToken: token });
  expect(first.subtotal).toEqual({ amount: 2_999, currency: "usd" });
  await offer(shop, [{ ...usd, rate: "3", rounding: { step: 1, ending: 0 } }, jpy]);
  const own = { checkoutId: first.id, cartToken: token };
  const destination = { country: "AT", state: "", postalCode: "1010" };
  const quoted = await quoteCheckout(shop, { ...own, destination });
  expect(quoted).toMatchObject({ total: first.total, shipping: first.shipping });
  expect(await startCheckout(shop, { cartToken: token })).toMatchObject({ id: first.id, total: first.total });

  await chooseCurrency(shop, { token, currency: "jpy" });
  await expect(openPayment(shop, { ...own, quoteNumber: 1, contact, shippingAddress })).rejects.toMatchObject(
    { code: "CART_CHANGED" },
  );
  const second = await startCheckout(shop, { cartToken: token });
  expect(second.id).not.toBe(first.id);
  expect(second.subtotal).toEqual({ amount: 3_200, currency: "jpy" });
  expect(await stockOf(shop, variantId)).toEqual({ onHand: 1, reserved: 1 });
});

test("a currency that is withdrawn: open checkouts go on, others begin in the base currency", async ({
  shop,
}) => {
  await offer(shop, [usd]);
  const variantId = await stockedVariant(shop, { onHand: 9 });
  const open = await guestWith(shop, { [variantId]: 1 });
  await chooseCurrency(shop, { token: open, currency: "usd" });
  const checkout = await startCheckout(shop, { cartToken: open });
  const later = await guestWith(shop, { [variantId]: 1 });
  await chooseCurrency(shop, { token: later, currency: "usd" });
  await offer(shop, []);
  expect(await startCheckout(shop, { cartToken: open })).toMatchObject({ id: checkout.id });
  const paid = await pressPay(shop, { checkoutId: checkout.id, cartToken: open });
  expect(paid.total.currency).toBe("usd");
  expect(await getCart(shop, { token: later })).toMatchObject({ currency: "eur" });
  const begun = await startCheckout(shop, { cartToken: later });
  expect(begun.total.currency).toBe("eur");
  expect(await startCheckout(shop, { cartToken: later })).toMatchObject({ id: begun.id });
});

test("a page of products takes one statement, however many there are and whatever its currency", async ({
  shop,
}) => {
  await offer(shop, [usd]);
  const token = newCartToken();
  await chooseCurrency(shop, { token, currency: "usd" });
  for (const more of [3, 20]) {
    for (let products = 0; products < more; products += 1) await stockedVariant(shop, { onHand: 1 });
    await getCatalog(shop, { cartToken: token });
    expect(await countStatements(() => getCatalog(shop, { cartToken: token }))).toBe(1);
  }
});

const migration = "20261129185700_currencies";

test("an existing shop goes on in the currency of its newest checkout, and its rows get the rate 1", async () => {
  const columns = "id, owner_hash, currency, quote_number, expires_at, next_sync_at, created_at";
  await migratedRows(
    migration,
    (client) =>
      client.query(`insert into checkout (${columns}) values
        (gen_random_uuid(), '', 'usd', 1, now(), now(), now() - interval '1 day'),
        (gen_random_uuid(), '', 'gbp', 1, now(), now(), now())`),
    async (client) => {
      const { rows } = await client.query("select base_currency from currency_settings");
      expect(rows).toEqual([{ base_currency: "gbp" }]);
      const checkouts = await client.query(
        "select currency, base_currency, exchange_rate::text from checkout order by currency",
      );
      expect(checkouts.rows).toEqual([
        { currency: "gbp", base_currency: "gbp", exchange_rate: "1.0000000000" },
        { currency: "usd", base_currency: "gbp", exchange_rate: null },
      ]);
    },
  );
});
