import { expect } from "vitest";
import { errorOf } from "../../src/testing/open-shop.ts";
import { checksOf } from "../check.ts";
import { address } from "./fixtures.ts";

export const updating = checksOf("POST /v1/customers/{id}", {
  results: {
    "changes what is given and leaves the rest": async ({ stripe }) => {
      const { id } = await stripe.customers.create({ name: "Ada", email: "ada@example.com", address });
      expect(await stripe.customers.update(id, { name: "Ada L.", metadata: { a: "1" } })).toMatchObject({
        name: "Ada L.",
        email: "ada@example.com",
        address,
        metadata: { a: "1" },
      });
    },
    "clears what is sent empty": async ({ stripe }) => {
      const { id } = await stripe.customers.create({
        name: "Ada",
        business_name: "Ada Ltd",
        description: "x",
        email: "ada@example.com",
        phone: "1",
        address,
        shipping: { name: "Ada", address },
        tax_exempt: "exempt",
        invoice_settings: { footer: "Thanks", custom_fields: [{ name: "a", value: "b" }] },
        metadata: { a: "1" },
      });
      const cleared = await stripe.customers.update(id, {
        name: "",
        business_name: "",
        description: "",
        email: "",
        phone: "",
        address: "",
        shipping: "",
        tax_exempt: "",
        invoice_settings: { footer: "", custom_fields: "" },
        metadata: "",
      });
      expect(cleared).toMatchObject({
        name: null,
        description: null,
        email: null,
        phone: null,
        address: null,
        shipping: null,
        tax_exempt: "none",
        invoice_settings: { footer: null, custom_fields: null },
        metadata: {},
      });
      expect(cleared).not.toHaveProperty("business_name");
    },
    "sets and unsets the default payment method, and leaves the other settings": async ({ stripe }) => {
      const { id } = await stripe.customers.create({
        payment_method: "pm_card_visa",
        invoice_settings: { footer: "Thanks" },
      });
      const [method] = (await stripe.customers.listPaymentMethods(id)).data;
      const set = async (default_payment_method: string) =>
        (await stripe.customers.update(id, { invoice_settings: { default_payment_method } }))
          .invoice_settings;
      expect(await set(method?.id ?? "")).toMatchObject({
        default_payment_method: method?.id,
        footer: "Thanks",
      });
      expect((await set("")).default_payment_method).toBeNull();
    },
  },
  refusals: {
    "refuses another customer's payment method as the default": async ({ stripe }) => {
      const eve = await stripe.customers.create({ payment_method: "pm_card_visa" });
      const [method] = (await stripe.customers.listPaymentMethods(eve.id)).data;
      const { id } = await stripe.customers.create();
      const wanted = { invoice_settings: { default_payment_method: method?.id ?? "" } };
      expect(await errorOf(stripe.customers.update(id, wanted))).toMatchObject({
        code: "resource_missing",
        param: "invoice_settings[default_payment_method]",
      });
    },
    "refuses coupons, which are no longer the customer's": async ({ stripe, call }) => {
      const { id } = await stripe.customers.create();
      expect((await call("POST", `/v1/customers/${id}`, { form: "coupon=SALE" })).body.error).toMatchObject({
        code: "parameter_unknown",
        param: "coupon",
      });
    },
  },
  events: {
    "tells what was before, of nested fields only what changed": async ({ stripe, receiver }) => {
      const { id } = await stripe.customers.create({ name: "Ada", address, metadata: { a: "1", b: "2" } });
      await stripe.customers.update(id, {
        name: "Ada L.",
        address: { ...address, city: "Bonn" },
        metadata: { a: "3" },
      });
      expect((await receiver.arrival("customer.updated")).data.previous_attributes).toEqual({
        name: "Ada",
        address: { city: "Berlin" },
        metadata: { a: "1" },
      });
    },
  },
});
