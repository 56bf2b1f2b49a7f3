import type Stripe from "stripe";
import { expect } from "vitest";
import { errorOf, type Shop } from "../src/testing/open-shop.ts";
import { openReceiver } from "../src/testing/receiver.ts";
import { until } from "../src/testing/until.ts";
import { type Check, checksOf } from "./check.ts";

const url = "https://shop.test/webhooks";
const enabled_events: Stripe.WebhookEndpointCreateParams.EnabledEvent[] = ["customer.created"];

const make = ({ stripe }: Shop, more: Partial<Stripe.WebhookEndpointCreateParams> = {}) =>
  stripe.webhookEndpoints.create({ url, enabled_events, ...more });

/** The endpoint that every shop of these checks has. */
async function ownEndpoint({ stripe }: Shop): Promise<string> {
  return (await stripe.webhookEndpoints.list()).data[0]?.id ?? "";
}

export const webhookEndpointChecks: readonly Check[] = [
  ...checksOf("POST /v1/webhook_endpoints", {
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
  }),
  ...checksOf("POST /v1/webhook_endpoints/{id}", {
    results: {
      "changes where to, what and why": async (shop) => {
        const { id } = await make(shop);
        const change = {
          url: "http://127.0.0.1:9/x",
          enabled_events: ["*"],
          description: "new",
          metadata: { a: "1" },
        } as const;
        const { webhookEndpoints } = shop.stripe;
        const params = { ...change, enabled_events: [...change.enabled_events] };
        expect(await webhookEndpoints.update(id, params)).toMatchObject(change);
        expect((await webhookEndpoints.update(id, { metadata: "" })).metadata).toEqual({});
      },
      "makes no events of its own": async (shop) => {
        const { id } = await make(shop);
        await shop.stripe.webhookEndpoints.update(id, { description: "new" });
        expect(await shop.history()).toEqual([]);
      },
    },
    states: {
      "sends nothing while it is disabled, and goes on when it is enabled": async (shop) => {
        const id = await ownEndpoint(shop);
        const { webhookEndpoints } = shop.stripe;
        expect((await webhookEndpoints.update(id, { disabled: true })).status).toBe("disabled");
        await shop.stripe.customers.create();
        expect((await webhookEndpoints.update(id, { disabled: false })).status).toBe("enabled");
        await shop.stripe.products.create({ name: "A" });
        await shop.receiver.arrival("product.created");
        expect(shop.receiver.types()).toEqual(["product.created"]);
      },
      "ends retries that fall due while it is disabled": async (shop) => {
        shop.receiver.answerWith(500);
        await shop.stripe.customers.create();
        await until(() => shop.receiver.received.length === 1, "the first attempt");
        await shop.stripe.webhookEndpoints.update(await ownEndpoint(shop), { disabled: true });
        await shop.control("POST", "/deliveries/flush");
        await shop.stripe.webhookEndpoints.update(await ownEndpoint(shop), { disabled: false });
        await shop.control("POST", "/clock", { advanceMs: 86_400_000 });
        await shop.control("POST", "/deliveries/flush");
        expect(shop.receiver.received).toHaveLength(1);
      },
    },
    refusals: {
      "refuses to listen to nothing": async (shop) => {
        const { id } = await make(shop);
        const { body } = await shop.call("POST", `/v1/webhook_endpoints/${id}`, { form: "enabled_events=" });
        expect(body.error.param).toBe("enabled_events");
      },
      "cannot change the API version": async (shop) => {
        const { id } = await make(shop);
        const form = "api_version=2026-10-28.endive";
        expect((await shop.call("POST", `/v1/webhook_endpoints/${id}`, { form })).body.error).toMatchObject({
          code: "parameter_unknown",
          param: "api_version",
        });
      },
    },
  }),
  ...checksOf("DELETE /v1/webhook_endpoints/{id}", {
    results: {
      "says that it is gone, and it is": async (shop) => {
        const { id } = await make(shop);
        const tombstone = { id, object: "webhook_endpoint", deleted: true };
        expect((await shop.call("DELETE", `/v1/webhook_endpoints/${id}`)).body).toEqual(tombstone);
        expect((await errorOf(shop.stripe.webhookEndpoints.retrieve(id))).statusCode).toBe(404);
        expect((await errorOf(shop.stripe.webhookEndpoints.del(id))).statusCode).toBe(404);
      },
    },
    states: {
      "ends its retries": async (shop) => {
        shop.receiver.answerWith(500);
        await shop.stripe.customers.create();
        await until(() => shop.receiver.received.length === 1, "the first attempt");
        await shop.stripe.webhookEndpoints.del(await ownEndpoint(shop));
        await shop.control("POST", "/deliveries/flush");
        expect(shop.receiver.received).toHaveLength(1);
      },
    },
  }),
];
