import { expect } from "vitest";
import { errorOf, payment } from "../../src/testing/open-shop.ts";
import { checksOf } from "../check.ts";

export const deleting = checksOf("DELETE /v1/customers/{id}", {
  results: {
    "takes the customer out of lists and searches": async ({ stripe }) => {
      const { id } = await stripe.customers.create({ email: "ada@example.com" });
      expect(await stripe.customers.del(id)).toEqual({ id, object: "customer", deleted: true });
      expect((await stripe.customers.list()).data).toEqual([]);
      expect((await stripe.customers.list({ email: "ada@example.com" })).data).toEqual([]);
      const found = await stripe.customers.search({ query: 'email:"ada@example.com"' });
      expect(found.data).toEqual([]);
    },
    "takes the payment methods away for good": async ({ stripe }) => {
      const { id } = await stripe.customers.create({ payment_method: "pm_card_visa" });
      const [method] = (await stripe.customers.listPaymentMethods(id)).data;
      await stripe.customers.del(id);
      const orphan = await stripe.paymentMethods.retrieve(method?.id ?? "");
      expect(orphan.customer).toBeNull();
      const other = await stripe.customers.create();
      expect(await errorOf(stripe.paymentMethods.attach(orphan.id, { customer: other.id }))).toMatchObject({
        statusCode: 400,
        param: "payment_method",
      });
    },
    "leaves the payments, with the customer's id": async ({ stripe, pay }) => {
      const { id } = await stripe.customers.create();
      const { id: paid } = await pay("pm_card_visa", { customer: id });
      await stripe.customers.del(id);
      expect(await stripe.paymentIntents.retrieve(paid, { expand: ["customer"] })).toMatchObject({
        customer: { id, deleted: true },
      });
    },
  },
  states: {
    "refuses a second time, an update, and payments": async ({ stripe }) => {
      const { id } = await stripe.customers.create();
      await stripe.customers.del(id);
      for (const again of [
        () => stripe.customers.del(id),
        () => stripe.customers.update(id, { name: "x" }),
        () => stripe.customers.listPaymentMethods(id),
      ])
        expect(await errorOf(again())).toMatchObject({
          statusCode: 404,
          message: `No such customer: '${id}'`,
        });
      expect(await errorOf(stripe.paymentIntents.create({ ...payment, customer: id }))).toMatchObject({
        statusCode: 400,
        code: "resource_missing",
        param: "customer",
      });
    },
  },
  events: {
    "tells of the customer as it was": async ({ stripe, receiver }) => {
      const { id } = await stripe.customers.create({ name: "Ada" });
      await stripe.customers.del(id);
      expect((await receiver.arrival("customer.deleted")).data.object).toMatchObject({ id, name: "Ada" });
    },
  },
});
