import { expect } from "vitest";
import { errorOf } from "../../src/testing/open-shop.ts";
import { checksOf } from "../check.ts";
import { sessionWith } from "./fixtures.ts";

export const creatingRefusalsAndExpansion = checksOf("POST /v1/customer_sessions", {
  refusals: {
    "refuses a customer that does not exist": async ({ stripe }) => {
      const components = { payment_element: { enabled: true } };
      const error = await errorOf(stripe.customerSessions.create({ customer: "cus_none", components }));
      expect(error).toMatchObject({ statusCode: 400, code: "resource_missing", param: "customer" });
    },
    "refuses when no component is enabled": async ({ stripe }) => {
      const { id } = await stripe.customers.create();
      const components = { payment_element: { enabled: false } };
      const error = await errorOf(stripe.customerSessions.create({ customer: id, components }));
      expect(error).toMatchObject({ statusCode: 400, param: "components" });
    },
    "names a component that is not covered": async ({ stripe }) => {
      const { id } = await stripe.customers.create();
      const components = { pricing_table: { enabled: true } };
      const error = await errorOf(stripe.customerSessions.create({ customer: id, components }));
      expect(error.statusCode).toBe(501);
      expect(error.message).toContain("components[pricing_table]");
    },
    "refuses to show more than ten": async (shop) => {
      const error = await errorOf(sessionWith(shop, { payment_method_redisplay_limit: 11 }));
      expect(error).toMatchObject({ statusCode: 400 });
      expect(error.message).toContain("between 1 and 10");
    },
  },
  expansion: {
    "shows the customer whole when asked": async ({ stripe }) => {
      const { id } = await stripe.customers.create({ name: "Ada" });
      const components = { payment_element: { enabled: true } };
      const session = await stripe.customerSessions.create({
        customer: id,
        components,
        expand: ["customer"],
      });
      expect(session.customer).toMatchObject({ id, name: "Ada" });
    },
  },
});
