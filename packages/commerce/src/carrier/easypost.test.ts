import { startEasyPostSandbox } from "easypost-sandbox";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import type { RegisteredParcel } from "../carrier-api.ts";
import { CarrierError } from "./carrier-error.ts";
import { createEasyPost } from "./easypost.ts";
import { inchesOf, ouncesOf } from "./imperial-units.ts";
import { readAmount } from "./read-amount.ts";

const sandbox = await startEasyPostSandbox();
afterAll(() => sandbox.stop());
const api = createEasyPost(sandbox);
const patient = { timeoutMs: 60_000 };

const home = { line1: "1 Long Road", line2: "", postalCode: "1010", city: "Town", state: "", country: "AT" };
const parcel: RegisteredParcel = {
  reference: "r1",
  from: { ...home, name: "A Shop", phone: "+43 1 234", email: "shop@example.com" },
  to: { ...home, name: "A Customer", phone: null, email: null },
  sizeMm: [330, 330, 60],
  weightGrams: 780,
  customs: null,
};
const customs = [
  {
    ...{ description: "Record", quantity: 2, weightGrams: 640, amount: 4_000, currency: "eur" },
    ...{ hsCode: "852380", originCountry: "CZ" },
  },
];

test("a parcel is registered in ounces and inches, and bought for one of its rates", async () => {
  const { id, rates, messages, label } = await api.register(parcel, patient);
  expect([messages, label]).toEqual([[], null]);
  expect(rates.map(({ service, amount, currency, days }) => [service, amount, currency, days])).toEqual([
    ["Economy", 580, "usd", 4],
    ["Parcel", 630, "eur", 3],
    ["Express", 1_690, "usd", 1],
  ]);
  expect(sandbox.calls.at(-1)?.body).toMatchObject({
    shipment: {
      reference: "r1",
      parcel: { weight: 27.6, length: 13, width: 13, height: 2.4 },
      to_address: { name: "A Customer", street1: "1 Long Road", zip: "1010", country: "AT" },
      options: { label_format: "PDF" },
    },
  });
  const bought = await api.buy({ shipmentId: id, rateId: rates[1]?.id ?? "" }, patient);
  expect(bought.label).toMatchObject({ rate: rates[1], trackingUrl: expect.stringMatching(/^https:/) });
  expect(await api.find(id, patient)).toEqual(bought);
  const pdf = await api.downloadLabel(bought.label?.pdfUrl ?? "", patient);
  expect(Buffer.from(pdf).toString("latin1")).toMatch(/^%PDF/);
  expect(await api.refund(id, patient)).toMatchObject({ refundStatus: "submitted" });
});

test("abroad the goods are declared, and states are written as codes", async () => {
  const to = { ...parcel.to, country: "US", state: "California" };
  expect((await api.register({ ...parcel, to, customs }, patient)).rates).toHaveLength(2);
  expect(sandbox.calls.at(-1)?.body).toMatchObject({
    shipment: {
      to_address: { state: "CA" },
      customs_info: {
        customs_signer: "A Shop",
        customs_items: [
          {
            quantity: 2,
            weight: 22.6,
            value: 40,
            currency: "EUR",
            origin_country: "CZ",
            hs_tariff_number: "852380",
          },
        ],
      },
    },
  });
});

test.each([
  [{ kind: "error", status: 422, code: "ADDRESS.PARAMETERS.INVALID" }, "refused"],
  [{ kind: "error", status: 402, code: "PAYMENT_REQUIRED" }, "refused"],
  [{ kind: "error", status: 401, code: "UNAUTHORIZED" }, "key_refused"],
  [{ kind: "error", status: 422, code: "SHIPMENT.PURCHASE.IN_PROGRESS" }, "undecided"],
  [{ kind: "error", status: 429, code: "RATE_LIMITED" }, "rate_limited"],
  [{ kind: "error", status: 503, code: "INTERNAL_SERVER_ERROR" }, "server_error"],
  [{ kind: "garbage" }, "fault"],
  [{ kind: "gateway" }, "no_answer"],
  [{ kind: "lost_answer" }, "no_answer"],
] as const)("%j is the problem %s", async (fault, problem) => {
  sandbox.injectFault({ call: "create", ...fault });
  const error = await api.register(parcel, patient).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(CarrierError);
  expect(error).toMatchObject({ problem, isRefusal: problem === "refused" || problem === "key_refused" });
});

test("a service that does not answer is given up in time", async () => {
  sandbox.injectFault({ call: "create", kind: "hang" });
  await expect(api.register(parcel, { timeoutMs: 50 })).rejects.toMatchObject({ problem: "timeout" });
  const nobody = createEasyPost({ apiKey: "EZTK_none", apiBase: "http://127.0.0.1:1/v2/" });
  await expect(nobody.find("shp_1", patient)).rejects.toMatchObject({ problem: "no_answer" });
});

test("no parcel is declared lighter or smaller than it is, and none by a tenth more", () => {
  expect([ouncesOf(1), ouncesOf(28.349523125), ouncesOf(1_000)]).toEqual([0.1, 1, 35.3]);
  expect([inchesOf(254), inchesOf(255), inchesOf(1)]).toEqual([10, 10.1, 0.1]);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000_000 }), (grams) => {
      const exact = grams / 28.349523125;
      return ouncesOf(grams) >= exact - 1e-6 && ouncesOf(grams) < exact + 0.1;
    }),
  );
});

test("amounts are read to the minor unit of their currency", () => {
  expect([readAmount("5.93", "usd"), readAmount("33", "usd"), readAmount("0.5", "eur")]).toEqual([
    593, 3_300, 50,
  ]);
  expect([readAmount("500.00", "jpy"), readAmount("1.2345", "kwd"), readAmount("12.005", "eur")]).toEqual([
    500, 1_235, 1_201,
  ]);
  for (const text of ["", "-1", "1e3", "1,50", " 1"])
    expect(() => readAmount(text, "eur")).toThrow(RangeError);
});
