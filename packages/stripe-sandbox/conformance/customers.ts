import { expect } from "vitest";
import type { Stripe } from "../src/stripe/stripe-types.ts";
import { errorOf, payment, type Shop } from "../src/testing/open-shop.ts";
import { checksOf } from "./check.ts";

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

const address = {
  line1: "Hauptstr. 1",
  line2: "4th floor",
  city: "Berlin",
  state: "BE",
  postal_code: "10115",
  country: "DE",
};

export const customerChecks = [
  ...checksOf("POST /v1/customers", {
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
        const told = {
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
            ...told,
            preferred_locales: ["de", "en"],
            invoice_settings: { ...settings, custom_fields: [...settings.custom_fields] },
          }),
        ).toMatchObject({
          ...told,
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
      "says that tax ids are not covered": isNotCovered(
        "tax_id_data[0][type]=eu_vat&tax_id_data[0][value]=x",
      ),
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
        const told = { address, shipping: { name: "Ada", address: { country: "US", state: "CA" } } };
        expect(await stripe.customers.create(told)).not.toHaveProperty("tax");
        const { tax } = await stripe.customers.create({ ...told, expand: ["tax"] });
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
  }),

  ...checksOf("POST /v1/customers/{id}", {
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
        expect((await call("POST", `/v1/customers/${id}`, { form: "coupon=SALE" })).body.error).toMatchObject(
          {
            code: "parameter_unknown",
            param: "coupon",
          },
        );
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
  }),

  ...checksOf("GET /v1/customers/{id}", {
    states: {
      "answers the tombstone of a deleted customer": async ({ stripe }) => {
        const { id } = await stripe.customers.create({ name: "Ada" });
        await stripe.customers.del(id);
        expect(await stripe.customers.retrieve(id)).toEqual({ id, object: "customer", deleted: true });
      },
    },
  }),

  ...checksOf("DELETE /v1/customers/{id}", {
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
  }),

  ...checksOf("GET /v1/customers", {
    results: {
      "finds by e-mail address exactly, capitals included": async ({ stripe }) => {
        const { id } = await stripe.customers.create({ email: "Ada@example.com" });
        await stripe.customers.create({ email: "eve@example.com" });
        const ids = async (email: string) =>
          (await stripe.customers.list({ email })).data.map((customer) => customer.id);
        expect(await ids("Ada@example.com")).toEqual([id]);
        expect(await ids("ada@example.com")).toEqual([]);
      },
      "filters by the time of creation": async ({ stripe, control }) => {
        const old = await stripe.customers.create();
        await control("POST", "/clock", { advanceMs: 10_000 });
        const { created } = await stripe.customers.create();
        expect((await stripe.customers.list({ created: { lt: created } })).data[0]?.id).toBe(old.id);
      },
    },
    refusals: {
      "says that test clocks are not covered": async ({ call }) => {
        expect((await call("GET", "/v1/customers", { form: "test_clock=clock_1" })).status).toBe(501);
      },
    },
    pages: {
      "pages newest first, both ways": async ({ stripe }) => {
        const made: string[] = [];
        for (const name of ["a", "b", "c"]) made.push((await stripe.customers.create({ name })).id);
        const names = async (page: Stripe.CustomerListParams) => {
          const { data, has_more } = await stripe.customers.list(page);
          return [...data.map(({ name }) => name), has_more];
        };
        expect(await names({ limit: 2 })).toEqual(["c", "b", true]);
        expect(await names({ limit: 2, starting_after: made[1] ?? "" })).toEqual(["a", false]);
        expect(await names({ limit: 1, ending_before: made[0] ?? "" })).toEqual(["b", true]);
      },
    },
  }),

  ...checksOf("POST /v1/payment_methods/{id}/detach", {
    results: {
      "takes the default away from its customer, and tells": async ({ stripe, receiver }) => {
        const { id, invoice_settings } = await stripe.customers.create({
          payment_method: "pm_card_visa",
          invoice_settings: { default_payment_method: "pm_card_visa" },
        });
        const method = String(invoice_settings.default_payment_method);
        await stripe.paymentMethods.detach(method);
        const customer = (await stripe.customers.retrieve(id)) as Stripe.Customer;
        expect(customer.invoice_settings.default_payment_method).toBeNull();
        expect((await receiver.arrival("customer.updated")).data.previous_attributes).toEqual({
          invoice_settings: { default_payment_method: method },
        });
      },
    },
  }),
];
