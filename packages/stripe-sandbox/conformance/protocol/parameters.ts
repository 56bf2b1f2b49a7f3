import { expect } from "vitest";
import { type Check, checksOf } from "../check.ts";
import { refused, send } from "./fixtures.ts";

const pay = (form: string, error: Record<string, unknown>): Check["see"] =>
  refused("POST", "/v1/payment_intents", { form }, 400, { type: "invalid_request_error", ...error });

const enough = "amount=1999&currency=usd";

export const parameters = checksOf("POST /v1/payment_intents", {
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
    "refuses a country that does not exist": pay(`${enough}&shipping[name]=A&shipping[address][country]=UK`, {
      code: "country_code_invalid",
      param: "shipping[address][country]",
    }),
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
          (await shop.call("POST", "/v1/payment_intents", { form: `${enough}&confirm=${value}` })).body.error,
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
});
