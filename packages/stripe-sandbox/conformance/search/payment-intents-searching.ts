import { expect } from "vitest";
import { errorOf, payment, type Shop } from "../../src/testing/open-shop.ts";
import { checksOf } from "../check.ts";

/** Three payments to be found or not: 1000 usd with an order, 2000 usd paid, 3000 eur with a note. */
async function threePayments({ stripe, pay }: Shop) {
  const ordered = await stripe.paymentIntents.create({
    ...payment,
    amount: 1000,
    metadata: { order: "Six" },
  });
  const paid = await pay("pm_card_visa", { amount: 2000 });
  const euros = await stripe.paymentIntents.create({
    ...payment,
    amount: 3000,
    currency: "eur",
    metadata: { note: "gift" },
  });
  return { ordered, paid, euros };
}

/** A query and the amounts of the payments that it finds, newest first. */
const finds = (query: string, amounts: number[]) => async (shop: Shop) => {
  await threePayments(shop);
  const { data } = await shop.stripe.paymentIntents.search({ query });
  expect(data.map(({ amount }) => amount)).toEqual(amounts);
};

const refuses = (query: string, message: string) => async (shop: Shop) => {
  const error = await errorOf(shop.stripe.paymentIntents.search({ query }));
  expect(error).toMatchObject({ statusCode: 400, param: "query" });
  expect(error.message).toContain(message);
};

export const paymentIntentsSearching = checksOf("GET /v1/payment_intents/search", {
  results: {
    "answers a search result, not a list": async ({ stripe }) => {
      expect(await stripe.paymentIntents.search({ query: "amount:1" })).toMatchObject({
        object: "search_result",
        url: "/v1/payment_intents/search",
        has_more: false,
        next_page: null,
        data: [],
      });
    },
    "finds by status": finds(`status:"succeeded"`, [2000]),
    "finds by currency, in capitals too": finds(`currency:"EUR"`, [3000]),
    "finds by metadata, whatever its capitals": finds(`metadata["order"]:"six"`, [1000]),
    "finds what lacks a metadata key": finds(`metadata["order"]:null`, [3000, 2000]),
    "finds what has a metadata key": finds(`-metadata["order"]:null`, [1000]),
    "finds by amounts above": finds("amount>1000", [3000, 2000]),
    "finds by amounts from and to": finds("amount>=1000 AND amount<3000", [2000, 1000]),
    "finds what matches one of two clauses": finds(`amount:1000 OR currency:"eur"`, [3000, 1000]),
    "finds the opposite of a clause": finds(`-currency:"eur"`, [2000, 1000]),
    "counts what has no customer among those of no other": finds(
      `-customer:"cus_x" amount<3000`,
      [2000, 1000],
    ),
    "finds by customer": async (shop) => {
      const { id } = await shop.stripe.customers.create();
      await threePayments(shop);
      const own = await shop.stripe.paymentIntents.create({ ...payment, customer: id });
      const found = await shop.stripe.paymentIntents.search({ query: `customer:"${id}"` });
      expect(found.data.map((one) => one.id)).toEqual([own.id]);
    },
    "finds by time of creation": async (shop) => {
      const { ordered } = await threePayments(shop);
      const later = await shop.stripe.paymentIntents.search({ query: `created>${ordered.created + 60}` });
      expect(later.data).toEqual([]);
      const since = await shop.stripe.paymentIntents.search({ query: `created>=${ordered.created}` });
      expect(since.data).toHaveLength(3);
    },
  },
  refusals: {
    "refuses a query that cannot be read": refuses("succeeded", "unable to parse your search query"),
    "refuses AND with OR": refuses("amount:1 AND amount:2 OR amount:3", "can't combine AND and OR"),
    "refuses a field that cannot be searched": refuses(
      `description:"x"`,
      "Field `description` is an unsupported search field for resource `payment_intents`",
    ),
    "refuses to look into the middle of a token": refuses(`status~"ucce"`, "type token"),
    "refuses a word for a number": refuses(`amount>"much"`, "type numeric"),
    "refuses a page that it did not name": async ({ stripe }) => {
      const error = await errorOf(stripe.paymentIntents.search({ query: "amount:1", page: "two" }));
      expect(error).toMatchObject({ statusCode: 400, param: "page" });
    },
    "refuses a limit above 100": async ({ stripe }) => {
      const error = await errorOf(stripe.paymentIntents.search({ query: "amount:1", limit: 101 }));
      expect(error).toMatchObject({ statusCode: 400, param: "limit" });
    },
  },
  pages: {
    "gives the next page to who has next_page": async (shop) => {
      await threePayments(shop);
      const query = "amount>=1000";
      const first = await shop.stripe.paymentIntents.search({ query, limit: 2 });
      expect(first).toMatchObject({ has_more: true, data: [{ amount: 3000 }, { amount: 2000 }] });
      const second = await shop.stripe.paymentIntents.search({
        query,
        limit: 2,
        page: first.next_page ?? "",
      });
      expect(second).toMatchObject({ has_more: false, next_page: null, data: [{ amount: 1000 }] });
    },
    "is walked through by the SDK": async (shop) => {
      await threePayments(shop);
      const search = shop.stripe.paymentIntents.search({ query: "amount>=1000", limit: 1 });
      const found = await search.autoPagingToArray({ limit: 10 });
      expect(found.map(({ amount }) => amount)).toEqual([3000, 2000, 1000]);
    },
  },
  expansion: {
    "expands what it found": async (shop) => {
      await threePayments(shop);
      const { data } = await shop.stripe.paymentIntents.search({
        query: `status:"succeeded"`,
        expand: ["data.latest_charge"],
      });
      expect(data[0]?.latest_charge).toMatchObject({ object: "charge", amount: 2000 });
    },
  },
});
