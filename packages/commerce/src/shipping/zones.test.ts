import { randomUUID } from "node:crypto";
import { countryCodes, type ShippingMethodInput, updateShippingZoneInput } from "@dualtrack/contract";
import { guestWith, migratedRows, stockedVariant, type TestShop, test } from "@dualtrack/testkit";
import { expect } from "vitest";
import { baseTerms } from "../currencies/currency-terms.ts";
import {
  type Actor,
  createShippingZone,
  deleteShippingZone,
  getCart,
  getProduct,
  getShippingZone,
  listShippingZones,
  moveShippingZone,
  servedCountries,
  setOriginCountry,
  startCheckout,
  updateShippingZone,
} from "../index.ts";
import { shippingOptions } from "./shipping-options.ts";

const by: Actor = { name: "Ada", email: "ada@example.com", role: "manager", ip: "127.0.0.1" };

async function newZone(shop: TestShop, name: string) {
  const { zoneId } = await createShippingZone(shop, { requestId: randomUUID(), name, by });
  return getShippingZone(shop, { zoneId });
}

type Zone = Awaited<ReturnType<typeof getShippingZone>>;
type Area = { country: string; state?: string; postalFrom?: string; postalTo?: string };

/** Saves the zone as the editor shows it, with these changes, and answers it as it is then. */
async function save(
  shop: TestShop,
  { id: zoneId, version, name, areas, methods }: Zone,
  changes: { name?: string; areas?: Area[]; methods?: ShippingMethodInput[] },
) {
  const input = updateShippingZoneInput.parse({ zoneId, version, name, areas, methods, ...changes });
  await updateShippingZone(shop, { ...input, by });
  return getShippingZone(shop, { zoneId });
}

const method = (changes: Partial<ShippingMethodInput> = {}): ShippingMethodInput => ({
  ...{ id: randomUUID(), name: "Post", isActive: true, isPickup: false },
  ...{ handlingDays: 1, daysFrom: 2, daysTo: 4, live: null },
  rates: [
    { currency: "eur", basis: "flat", freeFromAmount: null, bands: [{ from: 0, to: null, amount: 700 }] },
  ],
  ...changes,
});

/** Takes a country out of the zone that every migrated shop has. */
async function withdraw(shop: TestShop, country: string): Promise<void> {
  await shop.db.shippingArea.deleteMany({ where: { country, zone: { name: "All countries" } } });
}

function optionsFor(shop: TestShop, country: string, postalCode = "", currency = "eur") {
  const terms = { ...baseTerms({ baseCurrency: "eur" }), currency, rate: currency === "eur" ? "1" : null };
  return shippingOptions(shop.db, {
    ...{ terms, destination: { country, state: "", postalCode }, at: shop.clock.now(), timeZone: "UTC" },
    lines: [{ unitAmount: 2_000, quantity: 1, weightGrams: 300 }],
  });
}

const migration = "20261129143243_shipping_zones";
const servedNow = `select country from shipping_area order by country`;

test("a shop without SHIP_TO goes on to serve all countries at the flat rates that it had", async () => {
  await migratedRows(
    migration,
    async () => {},
    async (client) => {
      const { rows } = await client.query(servedNow);
      expect(rows.map(({ country }) => country)).toEqual(countryCodes);
      const rates = await client.query(
        `select currency, amount, free_from_amount from shipping_rate join shipping_rate_band using (method_id, currency)
         where from_value = 0 and to_value is null order by currency`,
      );
      expect(rates.rows).toEqual([
        { currency: "eur", amount: 590, free_from_amount: 10_000 },
        { currency: "gbp", amount: 490, free_from_amount: 9_000 },
        { currency: "jpy", amount: 900, free_from_amount: 16_000 },
        { currency: "usd", amount: 690, free_from_amount: 11_000 },
      ]);
    },
  );
});

test("the countries of SHIP_TO become the zone, and the first one is where goods are sent from", () =>
  migratedRows(
    migration,
    (client) => client.query("select set_config('dualtrack.ship_to', 'DE,AT', false)"),
    async (client) => {
      const { rows } = await client.query(servedNow);
      expect(rows.map(({ country }) => country)).toEqual(["AT", "DE"]);
      const settings = await client.query("select origin_country from shipping_settings");
      expect(settings.rows).toEqual([{ origin_country: "DE" }]);
    },
  ));

test("a saved zone holds at once: for its destinations, in its currencies, and in the customer's cart and checkout", async ({
  shop,
}) => {
  await withdraw(shop, "AT");
  const valley = method({ name: "Valley courier" });
  const zone = await save(shop, await newZone(shop, "Home"), {
    areas: [{ country: "AT" }],
    methods: [method()],
  });
  await save(shop, await newZone(shop, "Valley"), {
    areas: [{ country: "at".toUpperCase(), postalFrom: "60", postalTo: "62" }],
    methods: [valley],
  });
  expect(await optionsFor(shop, "AT", "1010")).toEqual([
    {
      ...{ methodId: zone.methods[0]?.id, name: "Post", amount: 700, isPickup: false, freeFromAmount: null },
      rate: null,
      arrives: { from: expect.any(String), to: expect.any(String) },
    },
  ]);
  expect(await optionsFor(shop, "AT", "6020")).toMatchObject([{ methodId: valley.id }]);
  expect(await optionsFor(shop, "AT", "1010", "usd")).toEqual([]);

  const variantId = await stockedVariant(shop, { onHand: 5 });
  await shop.db.variant.update({ where: { id: variantId }, data: { weightGrams: 300 } });
  const cartToken = await guestWith(shop, { [variantId]: 2 });
  const { product } = await shop.db.variant.findUniqueOrThrow({
    where: { id: variantId },
    select: { product: { select: { slug: true } } },
  });
  expect(await getProduct(shop, { slug: product.slug, cartToken })).toMatchObject({
    shipping: { amount: 700 },
    delivery: {
      name: "Post",
      isPickup: false,
      arrives: { from: expect.any(String), to: expect.any(String) },
    },
  });
  expect(await getCart(shop, { token: cartToken })).toMatchObject({
    shipping: { amount: 700 },
    freeShippingFrom: null,
  });
  const { slug } = await shop.db.product.findFirstOrThrow({
    where: { variants: { some: { id: variantId } } },
  });
  expect(await getProduct(shop, { slug, cartToken })).toMatchObject({ shipping: { amount: 700 } });
  await save(shop, await getShippingZone(shop, { zoneId: zone.id }), {
    methods: [
      method({
        rates: [
          {
            ...{ currency: "eur", basis: "weight", freeFromAmount: 10_000 },
            bands: [
              { from: 0, to: 500, amount: 300 },
              { from: 500, to: 1_000, amount: 650 },
            ],
          },
        ],
      }),
    ],
  });
  expect(await getCart(shop, { token: cartToken })).toMatchObject({
    shipping: { amount: 650 },
    freeShippingFrom: { amount: 10_000 },
  });
  expect(await startCheckout(shop, { cartToken })).toMatchObject({ shipping: { amount: 650 } });
  await shop.db.variant.update({ where: { id: variantId }, data: { weightGrams: 500 } });
  expect(await getCart(shop, { token: cartToken })).toMatchObject({ shipping: null });
  const tooHeavy = await guestWith(shop, { [variantId]: 2 });
  await expect(startCheckout(shop, { cartToken: tooHeavy })).rejects.toMatchObject({
    code: "NO_SHIPPING_METHOD",
  });
});

test("what is switched off, deleted or without a zone is not offered", async ({ shop }) => {
  for (const country of ["MT", "CY"]) await withdraw(shop, country);
  const [on, off] = [method(), method({ name: "Express", isActive: false })];
  const zone = await save(shop, await newZone(shop, "Islands"), {
    areas: [{ country: "MT" }, { country: "CY" }],
    methods: [on, off],
  });
  expect(await optionsFor(shop, "MT")).toMatchObject([{ methodId: on.id }]);
  const turned = await save(shop, zone, {
    areas: [{ country: "MT" }],
    methods: [
      { ...off, isActive: true },
      { ...on, isActive: false },
    ],
  });
  expect(await optionsFor(shop, "MT")).toMatchObject([{ methodId: off.id }]);
  expect(await optionsFor(shop, "CY")).toEqual([]);
  expect(await servedCountries(shop.db)).not.toContain("CY");
  const { zoneId, version } = { zoneId: zone.id, version: turned.version };
  await deleteShippingZone(shop, { zoneId, version, by });
  expect(await optionsFor(shop, "MT")).toEqual([]);
  await expect(getShippingZone(shop, { zoneId })).rejects.toMatchObject({ code: "SHIPPING_ZONE_NOT_FOUND" });
});

test("an area is in one zone, also when two people put it into two at the same time", async ({ shop }) => {
  await withdraw(shop, "IT");
  const [north, south] = [await newZone(shop, "North"), await newZone(shop, "South")];
  const saves = await Promise.allSettled([
    save(shop, north, { areas: [{ country: "IT", postalFrom: "20", postalTo: "39" }] }),
    save(shop, south, { areas: [{ country: "IT", postalFrom: "35", postalTo: "89" }] }),
  ]);
  expect(saves.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(saves.flatMap((each) => (each.status === "rejected" ? [each.reason] : []))).toMatchObject([
    { code: "SHIPPING_AREA_TAKEN", details: { place: 0, zone: expect.stringMatching(/North|South/) } },
  ]);
  const zone = await newZone(shop, "Cities");
  await save(shop, zone, { areas: [{ country: "IT", postalFrom: "351" }] }); // more specific: no overlap
  const areas = [
    { country: "IT", postalFrom: "10", postalTo: "11" },
    { country: "IT", postalFrom: "11", postalTo: "12" },
  ].map((area) => ({ ...area, zoneId: zone.id }));
  await expect(shop.db.shippingArea.createMany({ data: areas })).rejects.toThrow(/shipping areas overlap/);
});

test("an older version is refused with who saved in between; nothing of it is stored", async ({ shop }) => {
  const opened = await newZone(shop, "Contested");
  await save(shop, opened, { name: "Contested first" });
  await expect(save(shop, opened, { name: "Contested second" })).rejects.toMatchObject({
    code: "SHIPPING_ZONE_CHANGED",
    details: { by: "Ada" },
  });
  expect(await getShippingZone(shop, { zoneId: opened.id })).toMatchObject({
    name: "Contested first",
    version: 2,
  });
  await expect(newZone(shop, "Contested first")).rejects.toMatchObject({ code: "SHIPPING_ZONE_NAME_TAKEN" });
});

test("two who set the country that goods are sent from at the same time: one does, the other learns who", async ({
  shop,
}) => {
  const { originVersion: version } = await listShippingZones(shop);
  const grace = { ...by, name: "Grace", email: "grace@example.com" };
  const tries = await Promise.allSettled([
    setOriginCountry(shop, { country: "FR", version, by }),
    setOriginCountry(shop, { country: "IT", version, by: grace }),
  ]);
  const refusals = tries.flatMap((each) => (each.status === "rejected" ? [each.reason] : []));
  const stored = await listShippingZones(shop);
  const winner = stored.originCountry === "FR" ? "Ada" : "Grace";
  expect(refusals).toMatchObject([{ code: "SHIPPING_ORIGIN_CHANGED", details: { by: winner } }]);
  // Whoever has seen what was saved may save over it.
  await setOriginCountry(shop, { country: "AT", version: stored.originVersion, by });
  expect(await listShippingZones(shop)).toMatchObject({
    originCountry: "AT",
    originVersion: version + 2,
  });
});

test("the audit log has what each action changed, and a repeated request makes one zone", async ({
  shop,
}) => {
  const requestId = randomUUID();
  const made = { requestId, name: "Audited", by };
  await Promise.all([createShippingZone(shop, made), createShippingZone(shop, made)]);
  const zone = await save(shop, await getShippingZone(shop, { zoneId: requestId }), { methods: [method()] });
  const saved = await save(shop, zone, {
    methods: [{ ...method(), id: zone.methods[0]?.id ?? "", isActive: false }],
  });
  await moveShippingZone(shop, { zoneId: requestId, version: saved.version, step: -1, by });
  const { originVersion } = await listShippingZones(shop);
  await setOriginCountry(shop, { country: "DE", version: originVersion, by });
  const entries = await shop.db.auditEntry.findMany({
    where: {
      OR: [{ subject: "Audited" }, { action: "shipping.set_origin", after: { equals: { country: "DE" } } }],
    },
    orderBy: { id: "asc" },
  });
  expect(entries.map(({ action }) => action)).toEqual([
    "shipping.create_zone",
    "shipping.update_zone",
    "shipping.update_zone",
    "shipping.move_zone",
    "shipping.set_origin",
  ]);
  expect(entries[2]).toMatchObject({
    staffName: "Ada",
    before: { "method Post": { offered: true } },
    after: {
      "method Post": { offered: false, eur: { by: "flat", bands: [{ from: 0, price: { amount: 700 } }] } },
    },
  });
  expect(entries[4]).toMatchObject({ before: { country: "AT" }, after: { country: "DE" } });
  const { zones, originCountry } = await listShippingZones(shop);
  expect(originCountry).toBe("DE");
  expect(zones.at(-2)?.name).toBe("Audited");
});

test.each([
  ["a band below zero", { bands: [{ from: -1, to: null, amount: 1 }] }, "This can't be negative"],
  ["a negative amount", { bands: [{ from: 0, to: null, amount: -1 }] }, "An amount can't be negative"],
  [
    "overlapping bands",
    {
      bands: [
        { from: 0, to: 10, amount: 1 },
        { from: 9, to: null, amount: 2 },
      ],
    },
    "This overlaps with band 1",
  ],
  ["an empty band", { bands: [{ from: 5, to: 5, amount: 1 }] }, "The end must be greater than the beginning"],
  ["no band", { bands: [] }, "Say what it costs"],
])("bad input is refused where it stands: %s", (_, rate, message) => {
  const parsed = updateShippingZoneInput.safeParse({
    ...{ zoneId: randomUUID(), version: 1, name: "Zone", areas: [] },
    methods: [method({ rates: [{ currency: "eur", basis: "units", freeFromAmount: null, ...rate }] })],
  });
  const [issue] = parsed.error?.issues ?? [];
  expect(issue?.message).toBe(message);
  expect(issue?.path.slice(0, 5)).toEqual(["methods", 0, "rates", 0, "bands"]);
});
