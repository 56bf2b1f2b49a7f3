import Stripe from "stripe";
import { expect } from "vitest";
import type { Shop } from "../src/testing/open-shop.ts";
import { until } from "../src/testing/until.ts";
import { type Check, checksOf } from "./check.ts";

type Options = Parameters<Shop["call"]>[2];

/** Sees that a call is refused with exactly this status and error. */
function refused(
  method: string,
  path: string,
  options: Options,
  status: number,
  error: Record<string, unknown>,
): Check["see"] {
  return async (shop) => {
    const answer = await shop.call(method, path, options);
    expect(answer).toMatchObject({ status, body: { error } });
    expect(answer.headers.get("request-id")).toMatch(/^req_/);
    expect(answer.headers.get("stripe-version")).toBe("2026-10-28.endive");
  };
}

const pay = (form: string, error: Record<string, unknown>): Check["see"] =>
  refused("POST", "/v1/payment_intents", { form }, 400, { type: "invalid_request_error", ...error });

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

/** Posts something that is no form; answers status and message. */
async function send({ sandbox }: Shop, path: string, body: FormData | string, type?: string) {
  const response = await fetch(`${sandbox.url}${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${sandbox.secretKey}`, ...(type ? { "content-type": type } : {}) },
    body,
  });
  const { error } = (await response.json()) as { error: { message: string } };
  return [response.status, error.message];
}

const enough = "amount=1999&currency=usd";

/** What Stripe's API does before any resource is looked at. */
export const protocolChecks: readonly Check[] = [
  ...checksOf("GET /v1/charges", {
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
      "refuses a timestamp that is none": refused(
        "GET",
        "/v1/charges",
        { form: "created[gte]=monday" },
        400,
        {
          message: "Invalid timestamp: must be an integer Unix timestamp",
          param: "created[gte]",
        },
      ),
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
  }),
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
  ...checksOf("POST /v1/payment_intents", {
    results: {
      "lets the last of two equal parameters count": async (shop) => {
        const { body } = await shop.call("POST", "/v1/payment_intents", { form: `amount=5&${enough}` });
        expect(body.amount).toBe(1999);
      },
      "decodes percent signs, plus signs and accents": async (shop) => {
        const form = `${enough}&description=50%25+d%C3%A9j%C3%A0`;
        expect((await shop.call("POST", "/v1/payment_intents", { form })).body.description).toBe("50% déjà");
      },
      "takes a text only up to its length": async (shop) => {
        const form = (length: number) => ({ form: `${enough}&description=${"x".repeat(length)}` });
        expect((await shop.call("POST", "/v1/payment_intents", form(1000))).status).toBe(200);
        expect((await shop.call("POST", "/v1/payment_intents", form(1001))).body.error).toMatchObject({
          param: "description",
          message: "Invalid string: xxxxxxxxxx...xxxxxxxxxx; must be at most 1000 characters",
        });
      },
    },
    refusals: {
      "names what an unknown parameter may have meant": pay(`${enough}&recept_email=a@b.test`, {
        code: "parameter_unknown",
        param: "recept_email",
        message: "Received unknown parameter: recept_email. Did you mean receipt_email?",
      }),
      "names several unknown parameters at once": pay(`${enough}&colour=red&taste=sweet`, {
        code: "parameter_unknown",
        param: "colour",
        message: "Received unknown parameters: colour, taste",
      }),
      "names an unknown parameter inside another": pay(`${enough}&shipping[name]=A&shipping[planet]=Mars`, {
        code: "parameter_unknown",
        param: "shipping[planet]",
      }),
      "refuses a country that does not exist": pay(
        `${enough}&shipping[name]=A&shipping[address][country]=UK`,
        {
          code: "country_code_invalid",
          param: "shipping[address][country]",
        },
      ),
      "links to the documentation of the code": pay("amount=1999", {
        message: "Missing required param: currency.",
        doc_url: "https://stripe.com/docs/error-codes/parameter-missing",
      }),
      "links to the log of the request": async (shop) => {
        const { headers, body } = await shop.call("POST", "/v1/payment_intents", { form: "amount=1999" });
        const id = String(headers.get("request-id"));
        expect(body.error.request_log_url).toBe(`${shop.sandbox.url}/#/requests/${id}`);
        const logged = await shop.control("GET", `/requests/${id}`);
        expect(logged).toMatchObject({ id, status: 400, sent: "amount=1999" });
      },
      "refuses a hash where a text belongs": pay(`${enough}&description[a]=b`, { param: "description" }),
      "refuses a text where a hash belongs": pay(`${enough}&shipping=home`, {
        param: "shipping",
        message: "Invalid object",
      }),
      "refuses a text where a list belongs": pay(`${enough}&expand=customer`, {
        param: "expand",
        message: "Invalid array",
      }),
      "refuses a number that is too long": pay("amount=99999999999999999999&currency=usd", {
        param: "amount",
        code: "parameter_invalid_integer",
      }),
      "refuses a number in words": pay("amount=ten&currency=usd", {
        message: "Invalid integer: ten",
        code: "parameter_invalid_integer",
      }),
      "refuses True and 1 as booleans": async (shop) => {
        for (const value of ["True", "1"])
          expect(
            (await shop.call("POST", "/v1/payment_intents", { form: `${enough}&confirm=${value}` })).body
              .error,
          ).toMatchObject({ param: "confirm", message: `Invalid boolean: ${value}` });
      },
      "refuses to unset what cannot be unset": pay(`amount=1999&currency=`, {
        param: "currency",
        code: "parameter_invalid_empty",
        message: expect.stringContaining("You passed an empty string for 'currency'."),
      }),
      "refuses brackets that do not match": pay(`${enough}&shipping[name=A`, {
        message: expect.stringContaining("Invalid request"),
      }),
      "refuses a parameter that is a value and a hash": pay(`${enough}&metadata=a&metadata[b]=c`, {
        message: expect.stringContaining("Invalid request"),
      }),
      "refuses a form that is nested without end": pay(`${enough}&metadata${"[a]".repeat(60_000)}=b`, {
        message: expect.stringContaining("Invalid request"),
      }),
      "refuses NUL bytes": pay(`${enough}&description=a%00b`, { message: expect.stringContaining("NUL") }),
      "refuses bytes that are not UTF-8": pay(`${enough}&description=%E9t%E9`, {
        message: expect.stringContaining("UTF-8"),
      }),
      "refuses JSON": refused(
        "POST",
        "/v1/payment_intents",
        { form: '{"amount":1999}', headers: { "content-type": "application/json" } },
        400,
        { message: expect.stringContaining("content type is application/x-www-form-urlencoded") },
      ),
      "names a multipart body as not covered": async (shop) => {
        const body = new FormData();
        body.set("amount", "1999");
        expect(await send(shop, "/v1/payment_intents", body)).toEqual([
          501,
          expect.stringContaining("bodies of the type multipart/form-data"),
        ]);
      },
      "gets through a long list": async (shop) => {
        // Were each entry to count those before it, this would outlast every test's time.
        const form = `${enough}${"&expand[]=x".repeat(60_000)}`;
        expect((await shop.call("POST", "/v1/payment_intents", { form })).status).toBe(400);
      },
    },
  }),
];
