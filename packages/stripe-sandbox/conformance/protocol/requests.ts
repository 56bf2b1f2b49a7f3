import Stripe from "stripe";
import { expect } from "vitest";
import { until } from "../../src/testing/until.ts";
import { type Check, checksOf } from "../check.ts";
import { refused } from "./fixtures.ts";

/** Sees that a version is served, what the answer says it is, and what it warns of. */
function served(
  version: string,
  { answered, notice }: { answered: string; notice: string | null },
): Check["see"] {
  return async (shop) => {
    const answer = await shop.call("GET", "/v1/charges", { headers: { "stripe-version": version } });
    expect(answer).toMatchObject({ status: 200, body: { object: "list" } });
    expect(answer.headers.get("stripe-version")).toBe(answered);
    expect(answer.headers.get("stripe-notice")).toEqual(notice && expect.stringContaining(notice));
  };
}

export const requests = checksOf("GET /v1/charges", {
  results: {
    "serves other versions of its release train as if they were its own": served("2026-09-30.endive", {
      answered: "2026-09-30.endive",
      notice: null,
    }),
    "serves an older version, and says so": served("2024-06-20", {
      answered: "2026-10-28.endive",
      notice: "The API version 2024-06-20 is older than this sandbox.",
    }),
    "serves a newer version of its release train, and says so": served("2026-11-25.endive", {
      answered: "2026-11-25.endive",
      notice: "The API version 2026-11-25.endive is newer than this sandbox.",
    }),
    "serves the release trains to come, and says so": served("2027-03-31.fig", {
      answered: "2026-10-28.endive",
      notice: "The API version 2027-03-31.fig is newer than this sandbox.",
    }),
    "serves a preview, and says so": served("2026-08-26.preview; feature_beta=v1", {
      answered: "2026-10-28.endive",
      notice: "is a preview",
    }),
    "has the SDK warn of another version, once": async (shop) => {
      const warnings: string[] = [];
      const warn = ({ message }: Error) => warnings.push(message);
      process.on("warning", warn);
      try {
        const httpClient = Stripe.createNodeHttpClient();
        const older = shop.client(shop.sandbox.secretKey, {
          apiVersion: "2025-09-30.clover" as "2026-10-28.endive",
          httpClient,
        });
        expect((await older.charges.list()).data).toEqual([]);
        expect((await older.charges.list()).data).toEqual([]);
        await until(() => warnings.length > 0, "the warning");
      } finally {
        process.off("warning", warn);
      }
      expect(warnings).toEqual([expect.stringContaining("2025-09-30.clover is older than this sandbox.")]);
    },
    "warns again with a refusal, which another version may be the reason of": async (shop) => {
      const headers = { "stripe-version": "2025-09-30.clover" };
      for (const form of ["", "colour=red", "colour=red"]) {
        const answer = await shop.call("GET", "/v1/charges", { form, headers });
        expect(answer.headers.get("stripe-notice")).toContain("older than this sandbox");
      }
    },
  },
  keys: {
    "says how to give a key when none is given": refused("GET", "/v1/charges", { key: null }, 401, {
      type: "invalid_request_error",
      message: expect.stringContaining("You did not provide an API key."),
    }),
    "asks for Basic authentication as browsers know it": async (shop) => {
      const { headers } = await shop.call("GET", "/v1/charges", { key: null });
      expect(headers.get("www-authenticate")).toBe('Basic realm="Stripe"');
    },
    "takes a key without a scheme for none": refused(
      "GET",
      "/v1/charges",
      { key: null, headers: { authorization: "sk_test_sandbox" } },
      401,
      { message: expect.stringContaining("You did not provide an API key.") },
    ),
    "shows no more of a wrong key than its beginning and end": refused(
      "GET",
      "/v1/charges",
      { key: "sk_test_51abcdefghijklmnop" },
      401,
      { message: `Invalid API Key provided: sk_test_${"*".repeat(14)}mnop` },
    ),
    "refuses a live key": refused("GET", "/v1/charges", { key: "rk_live_abcdefgh" }, 401, {
      message: expect.stringContaining("it was sent a live key (rk_live_****efgh)"),
    }),
    "takes the key as Basic user name": async (shop) => {
      const headers = { authorization: `Basic ${btoa("sk_test_sandbox:")}` };
      expect((await shop.call("GET", "/v1/charges", { key: null, headers })).status).toBe(200);
    },
    "does not act for connected accounts": refused(
      "GET",
      "/v1/charges",
      { headers: { "stripe-account": "acct_1" } },
      501,
      { code: "sandbox_not_covered", message: expect.stringContaining("Stripe-Account") },
    ),
  },
  refusals: {
    "refuses a timestamp that is none": refused("GET", "/v1/charges", { form: "created[gte]=monday" }, 400, {
      message: "Invalid timestamp: must be an integer Unix timestamp",
      param: "created[gte]",
    }),
    "refuses a version that never was": refused(
      "GET",
      "/v1/charges",
      { headers: { "stripe-version": "2020-13-01" } },
      400,
      { message: "Invalid Stripe API version: 2020-13-01" },
    ),
    "refuses a day that no calendar has as a version": refused(
      "GET",
      "/v1/charges",
      { headers: { "stripe-version": "2027-02-30.fig" } },
      400,
      { message: "Invalid Stripe API version: 2027-02-30.fig" },
    ),
    "refuses the URL with a slash at the end": refused("GET", "/v1/charges/", {}, 404, {
      message: expect.stringMatching(
        /^Unrecognized request URL \(GET: \/v1\/charges\/\)\. If you are trying to list objects, remove the trailing slash\./,
      ),
    }),
    "refuses a method that Stripe does not have there": refused("DELETE", "/v1/charges", {}, 404, {
      message:
        "Unrecognized request URL (DELETE: /v1/charges). Please see https://stripe.com/docs or we can help at https://support.stripe.com/.",
    }),
  },
});
