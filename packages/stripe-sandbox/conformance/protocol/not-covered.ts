import { expect } from "vitest";
import { checksOf } from "../check.ts";
import { refused, send } from "./fixtures.ts";

export const notCovered = [
  ...checksOf("POST /v1/files", {
    refusals: {
      "is named as not covered, whatever the size of the file": async (shop) => {
        const body = new FormData();
        body.set("purpose", "dispute_evidence");
        body.set("file", new Blob(["x".repeat(2_000_000)]), "receipt.txt");
        expect(await send(shop, "/v1/files", body)).toEqual([
          501,
          expect.stringContaining("does not cover POST /v1/files yet"),
        ]);
      },
    },
  }),
  ...checksOf("POST /v2/core/event_destinations", {
    refusals: {
      "is named as not covered, with its JSON": async (shop) => {
        const [status, message] = await send(shop, "/v2/core/event_destinations", "{}", "application/json");
        expect([status, message]).toEqual([
          501,
          expect.stringContaining("does not cover POST /v2/core/event_destinations yet"),
        ]);
      },
      "is hidden from a call without a key": async (shop) => {
        expect((await shop.call("POST", "/v2/core/event_destinations", { key: null })).status).toBe(401);
      },
    },
  }),
  ...checksOf("GET /v2/previews/of_tomorrow", {
    refusals: {
      "is named as not covered, though no SDK knows it": refused("GET", "/v2/previews/of_tomorrow", {}, 501, {
        message: expect.stringContaining("does not cover GET /v2/previews/of_tomorrow yet"),
      }),
    },
  }),
  ...checksOf("GET /v1/nonsense", {
    refusals: {
      "is a URL that Stripe does not have": refused("GET", "/v1/nonsense", {}, 404, {
        type: "invalid_request_error",
        message: expect.stringContaining("Unrecognized request URL (GET: /v1/nonsense)."),
      }),
      "is unknown even without a key": refused("GET", "/v1/nonsense", { key: null }, 404, {}),
    },
  }),
  ...checksOf("POST /v1/subscriptions", {
    refusals: {
      "is named as not covered": refused("POST", "/v1/subscriptions", { form: "customer=cus_1" }, 501, {
        code: "sandbox_not_covered",
        message: expect.stringContaining("POST /v1/subscriptions"),
      }),
      "tells clients not to try again": async (shop) => {
        const { headers } = await shop.call("POST", "/v1/subscriptions");
        expect(headers.get("stripe-should-retry")).toBe("false");
      },
      "is hidden from the publishable key": async (shop) => {
        const key = shop.sandbox.publishableKey;
        expect((await shop.call("POST", "/v1/subscriptions", { key })).status).toBe(403);
      },
    },
  }),
];
