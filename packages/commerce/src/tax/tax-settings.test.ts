import { type ProductKind, shippingTaxCode, updateTaxInput } from "@dualtrack/contract";
import { priceTablesOf } from "@dualtrack/db";
import { type TestShop, test } from "@dualtrack/testkit";
import { expect } from "vitest";
import type { Actor } from "../actor.ts";
import { dayOf } from "../day-in-zone.ts";
import { getTaxSettings } from "./get-tax-settings.ts";
import { taxGoods } from "./tax-goods.ts";
import { updateTaxSettings } from "./update-tax-settings.ts";

const by: Actor = { name: "Ada", email: "ada@example.com", role: "manager", ip: "127.0.0.1" };

interface Rate {
  country: string;
  state?: string;
  taxCode?: string;
  name?: string;
  rate: number;
  validFrom?: string;
  validUntil?: string;
}

function inputWith(changes: object, rates: Rate[] = []) {
  return updateTaxInput.safeParse({
    ...{
      version: 1,
      taxBehavior: "inclusive",
      sellerCountry: "AT",
      isOssRegistered: false,
      ...{ engine: "table", outageRule: "use_table" },
      acceptsVatIds: false,
      asksVies: true,
      acceptsUnconfirmedVatIds: false,
      registrations: [],
    },
    ...changes,
    rates: rates.map(
      ({ taxCode = "standard", name = "VAT", validFrom = "2020-01-01", validUntil, ...rate }) => ({
        ...{ ...rate, taxCode, name, validFrom, validUntil: validUntil ?? null },
      }),
    ),
  });
}

async function save(shop: TestShop, changes: object, rates: Rate[] = []) {
  const { version } = await getTaxSettings(shop);
  const input = inputWith({ version, ...changes }, rates);
  if (!input.success) throw input.error;
  await updateTaxSettings(shop, { ...input.data, by });
}

/** The rates in percent of a product of each code, and of shipping. */
async function percentOf(
  shop: TestShop,
  place: { country: string; state?: string } | null,
  {
    codes = ["standard"],
    kind = "physical" as ProductKind,
    at = shop.clock.now(),
    timeZone = "Europe/Vienna",
    vatId = "",
  } = {},
) {
  const destination = place === null ? null : { state: "", postalCode: "", ...place };
  const lines = codes.map((taxCode) => ({ kind, taxCode, quantity: 1, amount: 1_000 }));
  const goods = { currency: "eur", destination, lines, shippingAmount: 500, at, timeZone };
  const { tax: table } = await priceTablesOf(shop.db, {
    ...{ country: destination?.country ?? null, day: dayOf(at, timeZone) },
    ...{ currency: "eur", baseCurrency: "eur" },
  });
  const taxed = { ...goods, customerVatId: vatId || null };
  const found = await taxGoods(shop.db, taxed, { table, answers: null });
  return [...found.lines, found.shipping].map((part) =>
    ("taxRates" in part ? part.taxRates : []).map(
      ({ jurisdiction, name, rate }) => `${jurisdiction} ${name} ${rate / 10_000}`,
    ),
  );
}

const vat: Rate[] = [
  { country: "AT", rate: 200_000 },
  { country: "AT", taxCode: "reduced", rate: 100_000 },
  { country: "DE", rate: 190_000 },
  { country: "CH", rate: 81_000 },
];

test("there is no tax where the shop is not registered, and so none in a new shop", async ({ shop }) => {
  expect(await percentOf(shop, { country: "AT" })).toEqual([[], []]);
  await save(shop, { registrations: [{ country: "AT" }] }, vat);
  expect(await percentOf(shop, { country: "AT" })).toEqual([["AT VAT 20"], ["AT VAT 20"]]);
  expect(await percentOf(shop, { country: "DE" })).toEqual([[], []]);
  expect(await percentOf(shop, null)).toEqual([["AT VAT 20"], ["AT VAT 20"]]);
});

test("the one-stop shop covers the other countries of the union, for a seller in it", async ({ shop }) => {
  await save(shop, { isOssRegistered: true }, vat);
  expect(await percentOf(shop, { country: "DE" })).toEqual([["DE VAT 19"], ["DE VAT 19"]]);
  expect(await percentOf(shop, { country: "CH" })).toEqual([[], []]);
  await save(shop, { isOssRegistered: true, sellerCountry: "CH" }, vat);
  expect(await percentOf(shop, { country: "DE" })).toEqual([[], []]);
});

test("files are taxed where their customer is, booked time where the shop is, unless a business abroad books it", async ({
  shop,
}) => {
  await save(shop, { isOssRegistered: true, registrations: [{ country: "AT" }] }, vat);
  const germany = { country: "DE" };
  expect(await percentOf(shop, germany, { kind: "digital" })).toEqual([["DE VAT 19"], ["DE VAT 19"]]);
  expect(await percentOf(shop, germany, { kind: "service" })).toEqual([["AT VAT 20"], ["DE VAT 19"]]);
  expect(await percentOf(shop, { country: "CH" }, { kind: "service" })).toEqual([["AT VAT 20"], []]);
  const [service] = await percentOf(shop, germany, { kind: "service", vatId: "DE136695976" });
  expect(service).toEqual(["DE Reverse charge 0"]);
});

test("a product is taxed by its code, else by the standard rate, and never if it is nontaxable", async ({
  shop,
}) => {
  await save(shop, { registrations: [{ country: "AT" }] }, [
    ...vat,
    { country: "AT", taxCode: shippingTaxCode, rate: 130_000 },
  ]);
  const codes = ["reduced", "zero", "txcd_10302000", "txcd_00000000"];
  expect(await percentOf(shop, { country: "AT" }, { codes })).toEqual([
    ["AT VAT 10"],
    ["AT VAT 0"],
    ["AT VAT 20"],
    [],
    ["AT VAT 13"],
  ]);
});

test("a state's taxes take the place of its country's and add up; one registered state is not the country", async ({
  shop,
}) => {
  await save(shop, { registrations: [{ country: "CA", state: "QC" }] }, [
    { country: "CA", name: "GST", rate: 50_000 },
    { country: "CA", state: "QC", name: "GST", rate: 50_000 },
    { country: "CA", state: "QC", name: "QST", rate: 99_750 },
  ]);
  const quebec = ["CA-QC GST 5", "CA-QC QST 9.975"];
  expect(await percentOf(shop, { country: "CA", state: "qc" })).toEqual([quebec, quebec]);
  expect(await percentOf(shop, { country: "CA", state: "AB" })).toEqual([[], []]);
});

test("goods to a business in another country of the union are exempt, whatever they are, and shipping with them", async ({
  shop,
}) => {
  const to = (country: string, vatId: string, codes = ["reduced", "txcd_00000000"]) =>
    percentOf(shop, { country }, { codes, vatId });
  await save(shop, { isOssRegistered: true, registrations: [{ country: "AT" }, { country: "CH" }] }, vat);
  const exempt = (country: string) => [
    [`${country} Intra-Community supply 0`],
    [],
    [`${country} Intra-Community supply 0`],
  ];
  expect(await to("DE", "DE136695976")).toEqual(exempt("DE"));
  // The directive asks for an id of another member state than the seller's, not of the one where the goods arrive.
  expect(await to("DE", "FR40303265045")).toEqual(exempt("DE"));
  expect(await to("GR", "EL094259216")).toEqual(exempt("GR"));
  expect(await to("DE", "")).toEqual([["DE VAT 19"], [], ["DE VAT 19"]]);
  expect(await to("DE", "ATU13585627")).toEqual([["DE VAT 19"], [], ["DE VAT 19"]]);
  expect(await to("DE", "GB980780684")).toEqual([["DE VAT 19"], [], ["DE VAT 19"]]);
  expect(await to("AT", "DE136695976")).toEqual([["AT VAT 10"], [], ["AT VAT 20"]]);
  expect(await to("CH", "DE136695976")).toEqual([["CH VAT 8.1"], [], ["CH VAT 8.1"]]);
});

test("a seller that is not registered, or outside of the union, sells nothing as exempt", async ({
  shop,
}) => {
  const exempt = () => percentOf(shop, { country: "DE" }, { vatId: "DE136695976" });
  await save(shop, { registrations: [{ country: "DE" }] }, vat);
  expect(await exempt()).toEqual([["DE VAT 19"], ["DE VAT 19"]]);
  await save(shop, { registrations: [{ country: "DE" }, { country: "AT" }] }, vat);
  expect(await exempt()).toEqual([["DE Intra-Community supply 0"], ["DE Intra-Community supply 0"]]);
  await save(shop, { registrations: [{ country: "DE" }, { country: "CH" }], sellerCountry: "CH" }, vat);
  expect(await exempt()).toEqual([["DE VAT 19"], ["DE VAT 19"]]);
});

test("a rate that changes is right on both sides of midnight in the shop's time zone", async ({ shop }) => {
  await save(shop, { registrations: [{ country: "DE" }] }, [
    { country: "DE", rate: 190_000, validUntil: "2026-06-30" },
    { country: "DE", rate: 160_000, validFrom: "2026-07-01", validUntil: "2026-12-31" },
  ]);
  const at = (instant: string) => percentOf(shop, { country: "DE" }, { at: new Date(instant) });
  // Midnight in Vienna is 22:00 UTC in summer.
  expect((await at("2026-06-30T21:59:59Z"))[0]).toEqual(["DE VAT 19"]);
  expect((await at("2026-06-30T22:00:00Z"))[0]).toEqual(["DE VAT 16"]);
  expect((await at("2026-12-31T22:59:59Z"))[0]).toEqual(["DE VAT 16"]);
  expect((await at("2026-12-31T23:00:00Z"))[0]).toEqual([]);
});

test("what differs is in the audit log, and a change of an older version is refused", async ({ shop }) => {
  await save(shop, { sellerCountry: "AT" });
  await save(shop, { registrations: [{ country: "AT" }] }, vat.slice(0, 1));
  const entry = await shop.db.auditEntry.findFirst({
    where: { action: "tax.update" },
    orderBy: { id: "desc" },
  });
  expect(entry).toMatchObject({
    subject: "tax",
    before: { registrations: [] },
    after: { registrations: ["AT"], "AT VAT standard from 2020-01-01": { percent: 20, until: null } },
  });
  const { version } = await getTaxSettings(shop);
  const stale = inputWith({ version: version - 1 });
  if (!stale.success) throw stale.error;
  await expect(updateTaxSettings(shop, { ...stale.data, by })).rejects.toMatchObject({
    code: "TAX_SETTINGS_CHANGED",
    details: { by: "Ada" },
  });
  expect(await getTaxSettings(shop)).toMatchObject({ version, changed: { by: "Ada" } });
});

test("what is wrong stands at its field", () => {
  const problemsOf = (input: ReturnType<typeof inputWith>) =>
    input.success ? [] : input.error.issues.map(({ path }) => path.join("."));
  const rate = { country: "AT", rate: 200_000 };
  expect(problemsOf(inputWith({}, [{ ...rate, rate: 1_000_001 }]))).toEqual(["rates.0.rate"]);
  expect(problemsOf(inputWith({}, [{ ...rate, rate: -1 }]))).toEqual(["rates.0.rate"]);
  expect(problemsOf(inputWith({}, [{ ...rate, rate: Number.NaN }]))).toEqual(["rates.0.rate"]);
  expect(problemsOf(inputWith({}, [{ ...rate, name: "intra-community supply" }]))).toEqual(["rates.0.name"]);
  expect(problemsOf(inputWith({}, [{ ...rate, taxCode: "books" }]))).toEqual(["rates.0.taxCode"]);
  const reduced = { ...rate, taxCode: "reduced", rate: 100_000 };
  expect(problemsOf(inputWith({}, [rate, reduced]))).toEqual([]);
  expect(problemsOf(inputWith({}, [rate, { ...reduced, name: "VAT 10 %" }]))).toEqual(["rates.1.name"]);
  expect(problemsOf(inputWith({}, [{ ...rate, validUntil: "2019-12-31" }]))).toEqual(["rates.0.validUntil"]);
  expect(
    problemsOf(
      inputWith({}, [
        { ...rate, validUntil: "2020-06-30" },
        { ...rate, validFrom: "2020-06-30" },
      ]),
    ),
  ).toEqual(["rates.1.validFrom"]);
  expect(
    problemsOf(
      inputWith({}, [
        { ...rate, validUntil: "2020-06-30" },
        { ...rate, validFrom: "2020-07-01" },
      ]),
    ),
  ).toEqual([]);
  expect(problemsOf(inputWith({ registrations: [{ country: "AT" }, { country: "AT" }] }))).toEqual([
    "registrations.1.country",
  ]);
});

test("the database refuses two rates of one tax on one day", async ({ shop }) => {
  const rate = { country: "PL", name: "VAT", rate: 230_000, validFrom: new Date("2020-01-01") };
  await shop.db.taxRate.create({ data: { ...rate, validUntil: new Date("2020-12-31") } });
  await expect(
    shop.db.taxRate.create({ data: { ...rate, validFrom: new Date("2020-12-31") } }),
  ).rejects.toThrow(/rates of a tax overlap/);
  await shop.db.taxRate.create({ data: { ...rate, validFrom: new Date("2021-01-01") } });
});
