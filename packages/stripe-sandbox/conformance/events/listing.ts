import { expect } from "vitest";
import { checksOf } from "../check.ts";
import { created } from "./fixtures.ts";

export const listChecks = checksOf("GET /v1/events", {
  results: {
    "finds those of several types": async (shop) => {
      await shop.pay();
      const { data } = await shop.stripe.events.list({ types: ["charge.succeeded", created] });
      expect(data.map(({ type }) => type)).toEqual(["charge.succeeded", created]);
    },
    "finds all types that begin alike": async (shop) => {
      await shop.pay();
      const { data } = await shop.stripe.events.list({ type: "payment_intent.*" });
      expect(data.map(({ type }) => type)).toEqual(["payment_intent.succeeded", created]);
    },
    "finds nothing of a type that has not happened": async (shop) => {
      await shop.pay();
      expect((await shop.stripe.events.list({ type: "payout.paid" })).data).toEqual([]);
    },
    "finds those that were not delivered, and those that were": async (shop) => {
      await shop.control("POST", "/faults", { kind: "webhook", action: "lose", types: [created] });
      await shop.pay();
      await shop.control("POST", "/clock", { advanceMs: 1_000 });
      await shop.control("POST", "/deliveries/flush");
      const types = async (delivery_success: boolean) =>
        (await shop.stripe.events.list({ delivery_success })).data.map(({ type }) => type);
      expect(await types(false)).toEqual([created]);
      expect(await types(true)).toEqual(["charge.updated", "payment_intent.succeeded", "charge.succeeded"]);
    },
    "takes an event that nobody wanted for delivered": async (shop) => {
      const [endpoint] = (await shop.stripe.webhookEndpoints.list()).data;
      await shop.stripe.webhookEndpoints.del(endpoint?.id ?? "");
      await shop.stripe.customers.create();
      expect((await shop.stripe.events.list({ delivery_success: true })).data).toHaveLength(1);
      expect((await shop.stripe.events.list({ delivery_success: false })).data).toEqual([]);
    },
    "finds those of a time": async (shop) => {
      await shop.control("POST", "/clock", { freeze: true });
      await shop.stripe.customers.create();
      const { unix } = await shop.control("POST", "/clock", { advanceMs: 60_000 });
      await shop.stripe.products.create({ name: "A" });
      const types = async (range: { gte?: number; lt?: number }) =>
        (await shop.stripe.events.list({ created: range })).data.map(({ type }) => type);
      expect(await types({ gte: Number(unix) })).toEqual(["product.created"]);
      expect(await types({ lt: Number(unix) })).toEqual(["customer.created"]);
    },
  },
  pages: {
    "goes through all, newest first": async ({ stripe }) => {
      for (let n = 0; n < 5; n++) await stripe.customers.create({ name: String(n) });
      const names: unknown[] = [];
      for await (const event of stripe.events.list({ limit: 2 }))
        if (event.type === "customer.created") names.push(event.data.object.name);
      expect(names).toEqual(["4", "3", "2", "1", "0"]);
    },
  },
  refusals: {
    "refuses type and types at once": async (shop) => {
      const form = "type=charge.succeeded&types[]=charge.failed";
      expect((await shop.call("GET", "/v1/events", { form })).body.error).toMatchObject({
        code: "parameters_exclusive",
        message: "You may only specify one of these parameters: type, types.",
      });
    },
    "refuses more than 20 types": async (shop) => {
      const types = Array.from({ length: 21 }, () => "types[]=charge.failed").join("&");
      const { status, body } = await shop.call("GET", "/v1/events", { form: types });
      expect(status).toBe(400);
      expect(body.error.param).toBe("types");
    },
  },
});
