import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { updateCurrenciesInput } from "@dualtrack/contract";
import {
  owner as by,
  clientIp,
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
  chooseCurrency,
  createStripe,
  getCurrencies,
  placeOrder,
  quoteCheckout,
  startCheckout,
  updateCurrencies,
} from "../index.ts";

interface Answered {
  currency: string;
  line_items: {
    data: { amount: number; amount_tax: number; tax_behavior: string; tax_breakdown: object[] }[];
  };
  shipping_cost: { amount_tax: number };
}

/** The shop with a Stripe that answers as the sandbox does, but for calculations of tax, which `change` makes the answer to. */
async function withAnswers<Result>(
  shop: TestShop,
  change: (answer: Answered) => unknown,
  work: (shop: TestShop) => Promise<Result>,
): Promise<Result> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { host: _, connection: __, "content-length": ___, ...headers } = request.headers;
    const answer = await fetch(`${shop.sandbox.url}${request.url}`, {
      method: request.method ?? "GET",
      headers: headers as Record<string, string>,
      ...(chunks.length === 0 ? {} : { body: Buffer.concat(chunks) }),
    });
    const text = await answer.text();
    const changed =
      request.url === "/v1/tax/calculations" && answer.ok ? change(JSON.parse(text) as Answered) : text;
    response.writeHead(answer.status, { "content-type": "application/json" });
    response.end(typeof changed === "string" ? changed : JSON.stringify(changed));
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const apiBase = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { stripeStatus: status, stripeTurns: turns } = shop;
  const stripe = createStripe({ secretKey: shop.sandbox.secretKey, apiBase, status, turns });
  try {
    return await work({ ...shop, stripe });
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** Stripe Tax on top of prices; the table, which taxes instead, has the same rate. Yen and dinars are sold by a rate. */
test.beforeAll(async ({ shop }) => {
  await shop.db.taxSettings.update({
    where: { id: 1 },
    data: { engine: "stripe_tax", taxBehavior: "exclusive" },
  });
  await shop.db.taxRegistration.create({ data: { country: "AT" } });
  await shop.db.taxRate.create({
    data: { country: "AT", name: "VAT", rate: 200_000, validFrom: new Date("2020-01-01") },
  });
  const { version, baseCurrency } = await getCurrencies(shop);
  const manual = { rateSource: "manual", countries: [] };
  const currencies = [
    { ...manual, currency: "jpy", rate: "161.53", rounding: { step: 1, ending: 0 } },
    { ...manual, currency: "kwd", rate: "0.33205", rounding: { step: 10, ending: 0 } },
  ];
  await updateCurrencies(shop, { ...updateCurrenciesInput.parse({ version, baseCurrency, currencies }), by });
  await shop.db.shippingRate.deleteMany({ where: { currency: { not: "eur" } } });
});

/** A checkout of a record for 19.63 EUR in a currency. */
async function opened(shop: TestShop, currency = "eur") {
  const cartToken = await guestWith(shop, { [await stockedVariant(shop, { onHand: 1, price: 1_963 })]: 1 });
  await chooseCurrency(shop, { token: cartToken, currency });
  const { id: checkoutId } = await startCheckout(shop, { cartToken });
  return { checkoutId, cartToken };
}

const sourceOf = async (shop: TestShop, { checkoutId }: { checkoutId: string }) => {
  const { quote } = await shop.db.checkout.findUniqueOrThrow({
    where: { id: checkoutId },
    select: { quote: true },
  });
  return [quote.taxSource, quote.taxCalculationId === null] as const;
};

const firstLine = (answer: Answered, change: (line: Answered["line_items"]["data"][number]) => object) => ({
  ...answer,
  line_items: {
    ...answer.line_items,
    data: answer.line_items.data.map((line, place) => (place === 0 ? { ...line, ...change(line) } : line)),
  },
});

test.for<[string, (answer: Answered) => unknown, isUnreadable?: true]>([
  ["a page instead of an answer", () => "<html>It works!</html>", true],
  ["half an answer", (answer) => JSON.stringify(answer).slice(0, 200), true],
  ["nothing", () => ({})],
  ["a list", () => []],
  ["no lines", (answer) => ({ ...answer, line_items: { ...answer.line_items, data: [] } })],
  ["another price", (answer) => firstLine(answer, ({ amount }) => ({ amount: amount + 1 }))],
  ["more tax than its parts", (answer) => firstLine(answer, (line) => ({ amount_tax: line.amount_tax + 1 }))],
  ["negative tax", (answer) => firstLine(answer, () => ({ amount_tax: -100 }))],
  ["tax as text", (answer) => firstLine(answer, ({ amount_tax }) => ({ amount_tax: String(amount_tax) }))],
  ["half a cent", (answer) => firstLine(answer, () => ({ amount_tax: 392.5 }))],
  ["prices that contain it", (answer) => firstLine(answer, () => ({ tax_behavior: "inclusive" }))],
  ["no breakdown", (answer) => firstLine(answer, () => ({ tax_breakdown: null }))],
  ["no shipping", (answer) => ({ ...answer, shipping_cost: null })],
])(
  "Stripe Tax answers with %s: nothing of it is charged, and the table taxes instead",
  async ([, change, isUnreadable], { shop }) => {
    // What can't be read at all counts as an outage.
    if (!isUnreadable) shop.log.expectErrors(/Stripe Tax has not calculated what was asked/);
    const own = await opened(shop);
    const quoted = await withAnswers(shop, change, (odd) =>
      quoteCheckout(odd, { ...own, destination: shippingAddress }),
    );
    // 19.63 and 5.90 at 20 %: 3.93 + 1.18
    expect(quoted.tax).toEqual({ amount: 393 + 118, currency: "eur" });
    expect(await sourceOf(shop, own)).toEqual(["table_instead", true]);
    expect(await shop.db.taxCalculation.count({ where: { checkoutId: own.checkoutId } })).toBe(0);
  },
);

interface Bought {
  currency: string;
  source: string;
  tax: number;
  records: string[];
}

test.for<Bought>([
  // 3,171 and 953 yen at 20 %: 634 + 191
  { currency: "jpy", source: "stripe_tax", tax: 634 + 191, records: ["recorded"] },
  // 6.520 and 1.960 dinars: Stripe's 1.304 and 0.392 end in no 0, so that they can't be charged; the table's 1.300 and 0.390 can
  { currency: "kwd", source: "table_instead", tax: 1_300 + 390, records: [] },
])(
  "an order in $currency is taxed in its own minor units, by Stripe Tax if its amounts can be charged",
  async ({ currency, source, tax, records }, { shop }) => {
    if (source !== "stripe_tax") shop.log.expectErrors(/Stripe Tax has not calculated what was asked/);
    const own = await opened(shop, currency);
    const quoted = await quoteCheckout(shop, { ...own, destination: shippingAddress });
    expect(quoted.tax).toEqual({ amount: tax, currency });
    expect((await sourceOf(shop, own))[0]).toBe(source);
    const { quoteNumber } = quoted;
    const { payment } = await openPayment(shop, { ...own, quoteNumber, contact, shippingAddress, clientIp });
    await payAtStripe(shop, payment.paymentIntentId);
    const { orderId } = await placeOrder(shop, payment);
    await runJobs(shop);
    expect(await shop.db.order.findUniqueOrThrow({ where: { id: orderId } })).toMatchObject({
      ...{ state: "confirmed", taxAmount: tax, currency },
    });
    const recorded = await shop.db.taxRecord.findMany({ where: { orderId } });
    expect(recorded.map(({ state }) => state)).toEqual(records);
  },
);
