import { expect } from "vitest";
import { errorOf } from "../../src/testing/open-shop.ts";
import { openReceiver } from "../../src/testing/receiver.ts";
import { until } from "../../src/testing/until.ts";
import { checksOf } from "../check.ts";
import { enabled_events, make, ownEndpoint, url } from "./fixtures.ts";

export const creating = checksOf("POST /v1/webhook_endpoints", {
  results: {
    "tells the secret, once": async (shop) => {
      const { id, secret } = await make(shop);
      expect(secret).toMatch(/^whsec_\w{32}$/);
      expect(await shop.stripe.webhookEndpoints.retrieve(id)).not.toHaveProperty("secret");
      expect((await shop.stripe.webhookEndpoints.list()).data[0]).not.toHaveProperty("secret");
    },
    "is enabled, and keeps what it was given": async (shop) => {
      const more = { description: "mine", metadata: { a: "1" }, api_version: "2026-10-28.endive" } as const;
      expect(await make(shop, more)).toMatchObject({ ...more, url, enabled_events, status: "enabled" });
    },
    "signs with the secret that was told": async (shop) => {
      const mine = await openReceiver(null);
      const { secret } = await make(shop, { url: mine.url });
      await shop.stripe.customers.create();
      await until(() => mine.received.length === 1, "the webhook");
      const [first] = mine.received;
      const { webhooks } = shop.stripe;
      expect(webhooks.constructEvent(first?.body ?? "", first?.signature ?? "", secret ?? "").type).toBe(
        "customer.created",
      );
      await mine.close();
    },
    "gets only the types that it asked for": async (shop) => {
      const mine = await openReceiver(null);
      await make(shop, { url: mine.url });
      await shop.stripe.customers.create();
      await shop.stripe.products.create({ name: "A" });
      await shop.control("POST", "/deliveries/flush");
      expect(mine.types()).toEqual(["customer.created"]);
      await mine.close();
    },
  },
  refusals: {
    "refuses a URL without scheme": async (shop) => {
      expect(await errorOf(make(shop, { url: "shop.test/webhooks" }))).toMatchObject({
        statusCode: 400,
        code: "url_invalid",
        param: "url",
      });
    },
    "refuses a scheme that is not of the web": async (shop) => {
      expect((await errorOf(make(shop, { url: "ftp://shop.test" }))).param).toBe("url");
    },
    "refuses an event type that Stripe does not have": async (shop) => {
      const events = ["customer.exploded" as "*"];
      const error = await errorOf(make(shop, { enabled_events: events }));
      expect(error).toMatchObject({ statusCode: 400, param: "enabled_events[0]" });
      expect(error.message).toContain("must be one of ");
    },
    "refuses no types at all": async (shop) => {
      const { body } = await shop.call("POST", "/v1/webhook_endpoints", {
        form: `url=${url}&enabled_events=`,
      });
      expect(body.error.param).toBe("enabled_events");
    },
    "refuses an API version that never was": async (shop) => {
      const api_version = "2020-13-01" as "2026-10-28.endive";
      expect((await errorOf(make(shop, { api_version }))).param).toBe("api_version");
    },
    "does not send events as older API versions have them": async (shop) => {
      for (const version of ["2024-06-20", "2027-03-31.fig"]) {
        const error = await errorOf(make(shop, { api_version: version as "2024-06-20" }));
        expect(error).toMatchObject({ statusCode: 501, message: expect.stringContaining(version) });
      }
    },
    "does not listen to connected accounts": async (shop) => {
      expect((await errorOf(make(shop, { connect: true }))).statusCode).toBe(501);
    },
    "refuses the seventeenth": async (shop) => {
      for (let n = 1; n < 16; n++) await make(shop);
      const error = await errorOf(make(shop));
      expect(error).toMatchObject({ statusCode: 400, type: "StripeInvalidRequestError" });
      expect(error.message).toContain("16");
      await shop.stripe.webhookEndpoints.del(await ownEndpoint(shop));
      expect((await make(shop)).status).toBe("enabled");
    },
  },
});
