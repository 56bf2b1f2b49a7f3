import { expect } from "vitest";
import { checksOf } from "../check.ts";
import { address } from "./fixtures.ts";

export const creatingResults = checksOf("POST /v1/customers", {
  results: {
    "needs nothing": async ({ stripe }) => {
      expect(await stripe.customers.create()).toMatchObject({
        id: expect.stringMatching(/^cus_/),
        address: null,
        balance: 0,
        currency: null,
        default_source: null,
        delinquent: false,
        description: null,
        discount: null,
        email: null,
        invoice_prefix: expect.stringMatching(/^[A-Z0-9]{8}$/),
        invoice_settings: {
          custom_fields: null,
          default_payment_method: null,
          footer: null,
          rendering_options: null,
        },
        livemode: false,
        metadata: {},
        name: null,
        next_invoice_sequence: 1,
        phone: null,
        preferred_locales: [],
        shipping: null,
        tax_exempt: "none",
        test_clock: null,
      });
    },
    "keeps all it is told": async ({ stripe }) => {
      const params = {
        address,
        business_name: "Ada Ltd",
        individual_name: "Ada Lovelace",
        description: "First customer",
        email: "ada@example.com",
        invoice_prefix: "ADA1",
        metadata: { a: "1" },
        name: "Ada",
        next_invoice_sequence: 7,
        phone: "+49 30 1234",
        shipping: { address, name: "Ada L.", phone: "+49 30 5678" },
        tax_exempt: "reverse",
      } as const;
      const settings = {
        custom_fields: [{ name: "VAT", value: "DE123" }],
        footer: "Thanks",
        rendering_options: { amount_tax_display: "exclude_tax" },
      } as const;
      expect(
        await stripe.customers.create({
          ...params,
          preferred_locales: ["de", "en"],
          invoice_settings: { ...settings, custom_fields: [...settings.custom_fields] },
        }),
      ).toMatchObject({
        ...params,
        preferred_locales: ["de", "en"],
        invoice_settings: { ...settings, rendering_options: { template: null } },
      });
    },
    "fills the gaps of an address with null": async ({ stripe }) => {
      const customer = await stripe.customers.create({ address: { city: "Berlin" } });
      expect(customer.address).toEqual({
        city: "Berlin",
        country: null,
        line1: null,
        line2: null,
        postal_code: null,
        state: null,
      });
    },
    "attaches a payment method and makes it the default": async ({ stripe }) => {
      const { id, invoice_settings } = await stripe.customers.create({
        payment_method: "pm_card_visa",
        invoice_settings: { default_payment_method: "pm_card_visa" },
      });
      const [method] = (await stripe.customers.listPaymentMethods(id)).data;
      expect(method?.customer).toBe(id);
      expect(invoice_settings.default_payment_method).toBe(method?.id);
    },
    "lets many customers have one e-mail address": async ({ stripe }) => {
      for (const name of ["Ada", "Eve"]) await stripe.customers.create({ name, email: "a@example.com" });
      expect((await stripe.customers.list({ email: "a@example.com" })).data).toHaveLength(2);
    },
  },
});
