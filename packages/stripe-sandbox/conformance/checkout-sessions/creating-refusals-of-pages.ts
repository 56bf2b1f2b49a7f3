import { expect } from "vitest";
import { errorOf } from "../../src/testing/open-shop.ts";
import { checksOf } from "../check.ts";
import { embed, order, type Params, refused } from "./fixtures.ts";

export const creatingRefusalsOfPages = checksOf("POST /v1/checkout/sessions", {
  refusals: {
    "wants a mode": async (shop) => {
      const { mode: _, ...rest } = order;
      expect(await errorOf(shop.stripe.checkout.sessions.create(rest))).toMatchObject({
        code: "parameter_missing",
        param: "mode",
      });
    },
    "says that it does not cover subscriptions": async (shop) => {
      const error = await refused(shop, { mode: "subscription" });
      expect(error).toMatchObject({ statusCode: 501, code: "sandbox_not_covered" });
      expect(error.message).toContain("subscription");
    },
    "says that it does not cover other pages than its own": async (shop) => {
      expect(await refused(shop, { ui_mode: "elements" })).toMatchObject({ statusCode: 501 });
    },
    "wants a return address for a page inside of the shop's": async (shop) => {
      for (const redirect_on_completion of ["always", "if_required"] as const)
        expect(await errorOf(embed(shop, { redirect_on_completion }))).toMatchObject({
          code: "parameter_missing",
          param: "return_url",
        });
      const scheme = embed(shop, { return_url: "javascript:alert(1)" });
      expect(await errorOf(scheme)).toMatchObject({ code: "url_invalid", param: "return_url" });
    },
    "refuses what does not go with where the customer pays": async (shop) => {
      const back = { return_url: "https://shop.test/back" };
      for (const [param, more] of [
        ["success_url", { ...back, success_url: "https://shop.test/thanks" }],
        ["cancel_url", { ...back, cancel_url: "https://shop.test/cart" }],
        ["return_url", { ...back, redirect_on_completion: "never" }],
      ] as const)
        expect(await errorOf(embed(shop, more))).toMatchObject({ statusCode: 400, param });
      expect(await refused(shop, { redirect_on_completion: "always" })).toMatchObject({
        statusCode: 400,
        param: "redirect_on_completion",
      });
    },
    "refuses the ui_mode names of older versions": async (shop) => {
      expect(await refused(shop, { ui_mode: "hosted" })).toMatchObject({
        statusCode: 400,
        param: "ui_mode",
      });
    },
    "refuses payment_method_types": async (shop) => {
      const params = { payment_method_types: ["card"] } as unknown as Params;
      expect(await refused(shop, params)).toMatchObject({ statusCode: 400, param: "payment_method_types" });
    },
    "wants a page to go to afterwards": async (shop) => {
      const { success_url: _, ...rest } = order;
      expect(await errorOf(shop.stripe.checkout.sessions.create(rest))).toMatchObject({
        code: "parameter_missing",
        param: "success_url",
      });
    },
    "refuses an address without http": async (shop) => {
      expect(await refused(shop, { success_url: "shop.example/thanks" })).toMatchObject({
        code: "url_invalid",
        param: "success_url",
      });
    },
  },
});
