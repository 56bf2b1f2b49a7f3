import { expect } from "vitest";
import type { Stripe } from "../../src/stripe/stripe-types.ts";
import { errorOf, type Shop } from "../../src/testing/open-shop.ts";
import { checksOf } from "../check.ts";
import { address } from "./fixtures.ts";

const refuses = (params: Stripe.CustomerCreateParams, refusal: object) => async (shop: Shop) => {
  expect(await errorOf(shop.stripe.customers.create(params))).toMatchObject(refusal);
  expect((await shop.stripe.customers.list()).data).toEqual([]);
  expect(await shop.history()).toEqual([]);
};

const isNotCovered = (form: string) => async (shop: Shop) => {
  expect(await shop.call("POST", "/v1/customers", { form })).toMatchObject({
    status: 501,
    body: { error: { code: "sandbox_not_covered" } },
  });
};

export const creatingRefusalsAndMore = checksOf("POST /v1/customers", {
  refusals: {
    "refuses what is no e-mail address": refuses(
      { email: "ada" },
      { statusCode: 400, code: "email_invalid", param: "email" },
    ),
    "refuses a name above 256 characters": refuses(
      { name: "x".repeat(257) },
      { statusCode: 400, param: "name" },
    ),
    "refuses a business name above 150 characters": refuses(
      { business_name: "x".repeat(151) },
      { param: "business_name" },
    ),
    "refuses an invoice prefix in lower case": refuses(
      { invoice_prefix: "ada" },
      { param: "invoice_prefix" },
    ),
    "refuses a fifth custom field": refuses(
      { invoice_settings: { custom_fields: Array.from({ length: 5 }, () => ({ name: "a", value: "b" })) } },
      { param: "invoice_settings[custom_fields]" },
    ),
    "refuses a payment method that does not exist": refuses(
      { payment_method: "pm_none" },
      { code: "resource_missing", param: "payment_method" },
    ),
    "refuses a default payment method that is not attached along": refuses(
      { invoice_settings: { default_payment_method: "pm_none" } },
      { code: "resource_missing", param: "invoice_settings[default_payment_method]" },
    ),
    "refuses a card that declines, and leaves no customer behind": refuses(
      { payment_method: "pm_card_chargeDeclined" },
      { statusCode: 402, code: "card_declined" },
    ),
    "refuses metadata above its limits": refuses(
      { metadata: { ["k".repeat(41)]: "x" } },
      { statusCode: 400 },
    ),
    "refuses at once an address without a place for tax, if told to": refuses(
      { address: { country: "US" }, tax: { validate_location: "immediately" } },
      { code: "customer_tax_location_invalid" },
    ),
    "says that balances are not covered": isNotCovered("balance=-500"),
    "says that card tokens as sources are not covered": isNotCovered("source=tok_visa"),
    "says that tax ids are not covered": isNotCovered("tax_id_data[0][type]=eu_vat&tax_id_data[0][value]=x"),
    "says that IP addresses are not covered": isNotCovered("tax[ip_address]=192.0.2.1"),
    "says that test clocks are not covered": isNotCovered("test_clock=clock_1"),
  },
  events: {
    "tells of the customer with the default, then of the payment method": async (shop) => {
      const { id } = await shop.stripe.customers.create({
        payment_method: "pm_card_visa",
        invoice_settings: { default_payment_method: "pm_card_visa" },
      });
      expect(await shop.history()).toEqual(["customer.created", "payment_method.attached"]);
      expect((await shop.receiver.arrival("customer.created")).data.object).toMatchObject({
        id,
        invoice_settings: { default_payment_method: expect.stringMatching(/^pm_/) },
      });
    },
  },
  expansion: {
    "shows the default payment method": async ({ stripe }) => {
      const { invoice_settings } = await stripe.customers.create({
        payment_method: "pm_card_visa",
        invoice_settings: { default_payment_method: "pm_card_visa" },
        expand: ["invoice_settings.default_payment_method"],
      });
      expect(invoice_settings.default_payment_method).toMatchObject({ card: { last4: "4242" } });
    },
    "shows where the customer is taxed: where the goods go": async ({ stripe }) => {
      const params = { address, shipping: { name: "Ada", address: { country: "US", state: "CA" } } };
      expect(await stripe.customers.create(params)).not.toHaveProperty("tax");
      const { tax } = await stripe.customers.create({ ...params, expand: ["tax"] });
      expect(tax).toEqual({
        automatic_tax: "supported",
        ip_address: null,
        location: { country: "US", source: "shipping_destination", state: "CA" },
        provider: "stripe",
      });
    },
    "shows an address that is not enough for tax": async ({ stripe }) => {
      const { tax } = await stripe.customers.create({ expand: ["tax"] });
      expect(tax).toMatchObject({ automatic_tax: "unrecognized_location", location: null });
    },
    "shows that there are no tax ids, sources and subscriptions": async ({ stripe }) => {
      const expand = ["tax_ids", "sources", "subscriptions"];
      const { id, tax_ids, sources, subscriptions } = await stripe.customers.create({ expand });
      expect(tax_ids).toEqual({
        object: "list",
        data: [],
        has_more: false,
        url: `/v1/customers/${id}/tax_ids`,
      });
      expect([sources?.data, subscriptions?.data]).toEqual([[], []]);
    },
    "says that cash balances are not covered": isNotCovered("expand[]=cash_balance"),
  },
  idempotency: {
    "makes one customer of one key": async ({ stripe }) => {
      const create = () => stripe.customers.create({ name: "Ada" }, { idempotencyKey: "one" });
      expect((await create()).id).toBe((await create()).id);
      expect((await stripe.customers.list()).data).toHaveLength(1);
    },
  },
});
