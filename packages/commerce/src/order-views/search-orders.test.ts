import { listOrdersInput } from "@dualtrack/contract";
import { buy, runJobs, stockedVariant, type TestShop, test } from "@dualtrack/testkit";
import { expect } from "vitest";
import { checkoutName } from "../short-name.ts";
import { countNewOrders } from "./count-orders.ts";
import { listOrders } from "./list-orders.ts";

/** The orders by the name of their customer: number, ids at Stripe, checkout. */
const orders = new Map<string, { id: string; number: number; paymentIntentId: string; checkoutId: string }>();
test.beforeAll(async ({ shop }) => {
  await orderOf(shop, "Anna Müller", {
    email: "anna@example.com",
    phone: "+43 660 7654321",
    shippingAddress: address({ line1: "Hauptstraße 12/3", city: "Graz", postalCode: "8010" }),
    customerNote: "Please ring twice",
    billingName: "Müller & Töchter KG",
    billingAddress: address({ city: "Sankt Pölten", postalCode: "3100" }),
  });
  await orderOf(shop, "Jürgen Groß-Weiss", { email: "50%_off@example.com", phone: "0664/11 22 333" });
  await orderOf(shop, "Søren Ødegård", {
    shippingAddress: address({ city: "Ålesund", postalCode: "6002", country: "NO" }),
  });
  await orderOf(shop, "Mueller Bernd", { email: "bernd@sounds.example" });
  await orderOf(shop, "Zoë O'Neill", {
    shippingAddress: address({ city: "London", postalCode: "SW1A 1AA", country: "GB" }),
  });
  await orderOf(shop, "José Łukasz", { phone: "(415) 555-0123" }, "pm_card_mastercard");
  await orderOf(shop, "Иван Петров", {
    shippingAddress: address({ city: "New York", postalCode: "10001-1234", country: "US" }),
  });
});

const address = (part: object) => ({
  line1: "Road",
  line2: "",
  postalCode: "9999",
  city: "Elsewhere",
  state: "",
  country: "AT",
  ...part,
});

/** A confirmed order with goods of its own: title and SKU begin as its customer's name does. */
async function orderOf(
  shop: TestShop,
  name: string,
  also: object = {},
  card = "pm_card_visa",
): Promise<void> {
  const record = await stockedVariant(shop, { onHand: 1 });
  const first = name.split(" ")[0];
  const sku = `LP-${first?.toUpperCase()}/7`;
  await shop.db.variant.update({ where: { id: record }, data: { sku, title: `Edition of ${first}` } });
  const { orderId } = await buy(shop, { [record]: 1 }, card);
  await runJobs(shop);
  const data = { email: "somebody@nowhere.example", shippingAddress: address({}), name, ...also };
  const { paymentIntentId, ...order } = await shop.db.order.update({ where: { id: orderId }, data });
  orders.set(name, { ...order, paymentIntentId: paymentIntentId ?? "" });
}

async function found(shop: TestShop, q: string, more: object = {}): Promise<(string | null)[]> {
  const list = await listOrders(shop, { ...listOrdersInput.parse({ q, ...more }) });
  return list.orders.map(({ name }) => name).reverse();
}

function orderNamed(name: string) {
  const order = orders.get(name);
  if (order === undefined) throw new Error(`There is no order of ${name}`);
  return order;
}

const anna = "Anna Müller";
const jürgen = "Jürgen Groß-Weiss";
const søren = "Søren Ødegård";
const bernd = "Mueller Bernd";
const zoë = "Zoë O'Neill";
const josé = "José Łukasz";
const ivan = "Иван Петров";

test.for([
  ["#%", "#, as people write it"],
  ["# %", "# and a space"],
  ["DT-%", "as it is shown"],
  ["dt-%", "in small letters"],
  ["DT%", "without the hyphen"],
  ["dt %", "with a space"],
  ["dt-00%", "with zeros"],
  ["#DT-%", "with both"],
  ["%", "the number alone"],
  ["anna %", "the name and the number"],
  ["dt % müller", "the number and the name"],
  ["DT-%,", "in a sentence"],
  ["DT.%", "with a dot"],
  ["dt_%", "with an underscore"],
  ["＃%", "on a keyboard of East Asia"],
  ["order %", "called an order"],
  ["Order no. %", "called an order's number"],
  ["no. %", "called a number"],
  ["№%", "with the number sign"],
] as const)("an order's number, %s: %s", async ([writing], { shop }) => {
  const { number } = orderNamed(anna);
  expect(await found(shop, writing.replace("%", String(number)))).toEqual([anna]);
});

test.for<[typed: string, ...expected: string[]]>([
  ["Anna Müller", anna],
  ["müller anna", anna],
  ["mueller anna", anna],
  ["MULLER", anna],
  ["müller", anna, bernd],
  ["mueller", anna, bernd],
  ["mueller bern", bernd],
  ["gross", jürgen],
  ["groß", jürgen],
  ["weiss jurgen", jürgen],
  ["juergen", jürgen],
  ["soren odegard", søren],
  ["soeren", søren],
  ["Ødeg", søren],
  ["aalesund", søren],
  ["ålesund", søren],
  ["alesund", søren],
  ["zoe o'neill", zoë],
  ["neill", zoë],
  ["jose lukasz", josé],
  ["петров", ivan],
  ["ПЕТРОВ", ivan],
  ["töchter", anna],
  ["graz", anna],
  ["sankt polten", anna],
  ["st pölten"],
  ["8010", anna],
  ["3100", anna],
  ["sw1a 1aa", zoë],
  ["SW1A1AA", zoë],
  ["10001", ivan],
  ["10001-1234", ivan],
  ["hauptstrasse 12", anna],
  ["Hauptstraße 3", anna],
  ["ring twice", anna],
  ["bernd@sounds.example", bernd],
  ["sounds.exam", bernd],
  ["+43 660 7654321", anna],
  ["0660 7654321", anna],
  ["0660/765 43 21", anna],
  ["00436607654321", anna],
  ["7654321", anna],
  ["0664 1122333", jürgen],
  ["(415) 555-0123", josé],
  ["415-555-0123", josé],
  ["+1 415 555 0123", josé],
  ["4444", josé],
  ["•••• 4444", josé],
  ["**** **** **** 4444", josé],
  ["mastercard 4444", josé],
  ["Visa 4444"],
  ["Łukasz, José", josé],
  ['(müller; "anna")', anna],
  ["lukasz – jose", josé],
  [","],
  ["4444 jose", josé],
  ["LP-ANNA/7", anna],
  ["lp-anna", anna],
  ["edition of soren", søren],
  ["an", anna],
  ["gr", anna, jürgen],
  ["50%", jürgen],
  ["%", jürgen],
  ["50%_off", jürgen],
  ["50%xoff"],
  ["a_na"],
  ["anna nobody"],
  ["1"],
  ["back\\slash"],
  ["qqq"],
  ["qq"],
])("what people type finds exactly its orders: %s", async ([typed, ...expected], { shop }) => {
  expect(await found(shop, typed)).toEqual(expected);
});

test("a prefix of a Stripe id finds its order and no other", async ({ shop }) => {
  const { paymentIntentId, checkoutId } = orderNamed(zoë);
  const payment = await shop.db.payment.findUniqueOrThrow({ where: { paymentIntentId } });
  const at = shop.clock.now();
  const about = { paymentIntentId, chargeId: payment.chargeId ?? "", observedAt: at };
  await shop.db.refund.create({
    data: { paymentIntentId, amount: 1, currency: "eur", reason: "other", stripeRefundId: "re_3Refund" },
  });
  await shop.db.dispute.create({
    data: {
      ...about,
      id: "dp_3Dispute",
      amount: 1,
      currency: "eur",
      status: "needs_response",
      reason: "general",
      openedAt: at,
    },
  });
  await shop.db.fraudWarning.create({
    data: { ...about, id: "issfr_3Warning", fraudType: "misc", isActionable: true, warnedAt: at },
  });
  await shop.db.paymentReview.create({
    data: {
      id: "prv_3Review",
      paymentIntentId,
      isOpen: true,
      openedReason: "rule",
      openedAt: at,
      observedAt: at,
    },
  });
  const chargeId = payment.chargeId ?? "";
  for (const id of [paymentIntentId, paymentIntentId.slice(0, -3), chargeId, chargeId.slice(0, -3)])
    expect(await found(shop, id), id).toEqual([zoë]);
  for (const id of ["re_3Refund", "re_3Re", "dp_3Dis", "dp_3Dispute", "issfr_3W", "prv_3Rev"])
    expect(await found(shop, id), id).toEqual([zoë]);
  expect(await found(shop, "dp_3Dis zoe")).toEqual([zoë]);
  expect(await found(shop, "dp_3Dis anna")).toEqual([]);
  expect(await found(shop, "pi%")).toEqual([]);
  expect(await found(shop, "dp_4")).toEqual([]);
  expect(await found(shop, "re_")).toEqual([zoë]);
  expect(await found(shop, checkoutId)).toEqual([zoë]);
});

test("a checkout is found by the name that staff see", async ({ shop }) => {
  const { checkoutId } = orderNamed(søren);
  const name = checkoutName(checkoutId);
  for (const typed of [name, name.toLowerCase(), name.slice(3), name.replace("-", " ")])
    expect(await found(shop, typed), typed).toEqual([søren]);
});

test("another name, another number of the card: the order is found by them, and not by the old ones", async ({
  shop,
}) => {
  const { id } = orderNamed(bernd);
  await shop.db.order.update({ where: { id }, data: { name: "Brigitte Neu", email: "neu@sounds.example" } });
  expect(await found(shop, "bernd")).toEqual([]);
  expect(await found(shop, "brigitte")).toEqual(["Brigitte Neu"]);
  await shop.db.payment.updateMany({ where: { checkout: { order: { id } } }, data: { methodLast4: "0777" } });
  expect(await found(shop, "0777")).toEqual(["Brigitte Neu"]);
});

test("the count of new orders in a searched list uses the same comparison as the list", async ({ shop }) => {
  const since = new Date(0).toISOString();
  expect(await countNewOrders(shop, { since, q: "mueller anna" })).toBe(1);
  expect(await countNewOrders(shop, { since, q: orderNamed(zoë).paymentIntentId.slice(0, -2) })).toBe(1);
  expect(await countNewOrders(shop, { since, q: "anna zoe" })).toBe(0);
});
