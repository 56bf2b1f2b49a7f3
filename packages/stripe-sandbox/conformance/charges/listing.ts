import { expect } from "vitest";
import { errorOf } from "../../src/testing/open-shop.ts";
import { checksOf } from "../check.ts";
import { advance, charged } from "./fixtures.ts";

export const listChecks = checksOf("GET /v1/charges", {
  results: {
    "finds charges by customer, by payment and by time": async (shop) => {
      const { id: customer } = await shop.stripe.customers.create({});
      const first = await charged(shop, "pm_card_visa", { customer });
      await advance(shop, 60_000);
      const second = await charged(shop);
      const ids = async (params: object) => (await shop.stripe.charges.list(params)).data.map(({ id }) => id);
      expect(await ids({})).toEqual([second.charge.id, first.charge.id]);
      expect(await ids({ customer })).toEqual([first.charge.id]);
      expect(await ids({ payment_intent: second.intent.id })).toEqual([second.charge.id]);
      expect(await ids({ created: { gte: second.charge.created } })).toEqual([second.charge.id]);
      expect(await ids({ created: first.charge.created })).toEqual([first.charge.id]);
    },
    "lists every attempt of one payment": async (shop) => {
      const intent = await shop.stripe.paymentIntents.create({
        amount: 1999,
        currency: "usd",
        automatic_payment_methods: { enabled: true, allow_redirects: "never" },
      });
      const confirm = (payment_method: string) =>
        shop.stripe.paymentIntents.confirm(intent.id, { payment_method });
      await errorOf(confirm("pm_card_chargeDeclined"));
      await confirm("pm_card_visa");
      const { data } = await shop.stripe.charges.list({ payment_intent: intent.id });
      expect(data.map(({ status }) => status)).toEqual(["succeeded", "failed"]);
    },
    "finds those of a transfer group, given by the payment or later": async (shop) => {
      const grouped = await charged(shop, "pm_card_visa", { transfer_group: "ORDER_6" });
      const later = await charged(shop);
      expect(later.charge.transfer_group).toBeNull();
      await shop.stripe.charges.update(later.charge.id, { transfer_group: "ORDER_6" });
      await charged(shop, "pm_card_visa", { transfer_group: "ORDER_7" });
      const { data } = await shop.stripe.charges.list({ transfer_group: "ORDER_6" });
      expect(data.map(({ id }) => id)).toEqual([later.charge.id, grouped.charge.id]);
      expect(grouped.intent.transfer_group).toBe("ORDER_6");
    },
    "finds nothing of a customer without payments": async (shop) => {
      await charged(shop);
      const { id: customer } = await shop.stripe.customers.create({});
      expect((await shop.stripe.charges.list({ customer })).data).toEqual([]);
    },
  },
  pages: {
    "pages from newest to oldest": async (shop) => {
      const ids: string[] = [];
      for (let index = 0; index < 3; index += 1) ids.unshift((await charged(shop)).charge.id);
      const first = await shop.stripe.charges.list({ limit: 2 });
      expect([first.data.map(({ id }) => id), first.has_more]).toEqual([ids.slice(0, 2), true]);
      const rest = await shop.stripe.charges.list({ limit: 2, starting_after: ids[1] ?? "" });
      expect([rest.data.map(({ id }) => id), rest.has_more]).toEqual([ids.slice(2), false]);
    },
  },
  expansion: {
    "expands in each charge of the list": async (shop) => {
      const { intent } = await charged(shop);
      const { data } = await shop.stripe.charges.list({ expand: ["data.payment_intent"] });
      expect(data[0]).toMatchObject({ payment_intent: { id: intent.id } });
    },
  },
});
