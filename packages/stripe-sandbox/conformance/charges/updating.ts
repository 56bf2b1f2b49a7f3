import { expect } from "vitest";
import { errorOf } from "../../src/testing/open-shop.ts";
import { checksOf } from "../check.ts";
import { address, charged } from "./fixtures.ts";

export const updating = checksOf("POST /v1/charges/{id}", {
  results: {
    "changes the description and the address for the receipt": async (shop) => {
      const { charge } = await charged(shop);
      const change = { description: "A chair", receipt_email: "a@example.com" };
      expect(await shop.stripe.charges.update(charge.id, change)).toMatchObject(change);
    },
    "clears the description": async (shop) => {
      const { charge } = await charged(shop, "pm_card_visa", { description: "A chair" });
      expect((await shop.stripe.charges.update(charge.id, { description: "" })).description).toBeNull();
    },
    "changes where the goods go": async (shop) => {
      const { charge } = await charged(shop);
      const shipping = { name: "B. Customer", address, carrier: "post", tracking_number: "1Z" };
      const changed = await shop.stripe.charges.update(charge.id, { shipping });
      expect(changed.shipping).toEqual({
        ...shipping,
        address: { ...address, line2: null, state: null },
        phone: null,
      });
    },
    "changes metadata, and leaves those of the payment alone": async (shop) => {
      const { charge, intent } = await charged(shop, "pm_card_visa", { metadata: { order: "7" } });
      const changed = await shop.stripe.charges.update(charge.id, { metadata: { order: "8" } });
      expect(changed.metadata).toEqual({ order: "8" });
      expect((await shop.stripe.paymentIntents.retrieve(intent.id)).metadata).toEqual({ order: "7" });
    },
    "takes and withdraws a report of fraud": async (shop) => {
      const { charge } = await charged(shop);
      expect(charge.fraud_details).toEqual({});
      const report = async (user_report: "fraudulent" | "safe" | "") =>
        (await shop.stripe.charges.update(charge.id, { fraud_details: { user_report } })).fraud_details;
      expect(await report("fraudulent")).toEqual({ user_report: "fraudulent" });
      expect(await report("safe")).toEqual({ user_report: "safe" });
      expect(await report("")).toEqual({});
    },
  },
  refusals: {
    "refuses what is no e-mail address": async (shop) => {
      const { charge } = await charged(shop);
      const error = await errorOf(shop.stripe.charges.update(charge.id, { receipt_email: "nobody" }));
      expect(error).toMatchObject({ statusCode: 400, code: "email_invalid", param: "receipt_email" });
    },
    "refuses an address without a name": async (shop) => {
      const { charge } = await charged(shop);
      const answer = await shop.call("POST", `/v1/charges/${charge.id}`, {
        form: "shipping[address][line1]=1 Main St",
      });
      expect(answer.body.error).toMatchObject({ code: "parameter_missing", param: "shipping[name]" });
    },
    "refuses to change the amount": async (shop) => {
      const { charge } = await charged(shop);
      const { body } = await shop.call("POST", `/v1/charges/${charge.id}`, { form: "amount=1" });
      expect(body.error).toMatchObject({ code: "parameter_unknown", param: "amount" });
    },
    "says that it does not cover giving a charge to a customer afterwards": async (shop) => {
      const { charge } = await charged(shop);
      const { id: customer } = await shop.stripe.customers.create({});
      const error = await errorOf(shop.stripe.charges.update(charge.id, { customer }));
      expect(error).toMatchObject({ statusCode: 501, code: "sandbox_not_covered" });
    },
  },
  events: {
    "tell what was before": async (shop) => {
      const { charge } = await charged(shop, "pm_card_visa", { capture_method: "automatic" });
      await shop.stripe.charges.update(charge.id, { description: "A chair", metadata: { a: "1" } });
      const event = await shop.receiver.arrival("charge.updated");
      expect(event.data.previous_attributes).toEqual({ description: null, metadata: { a: null } });
    },
  },
});
