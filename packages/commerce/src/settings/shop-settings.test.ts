import { type UpdateShopSettings, updateShopSettingsInput } from "@dualtrack/contract";
import {
  buy,
  owner as by,
  guestWith,
  runJobs,
  stockedVariant,
  type TestShop,
  test,
} from "@dualtrack/testkit";
import { expect } from "vitest";
import { startCheckout } from "../checkout/start-checkout.ts";
import { getSeller } from "./get-seller.ts";
import { getShopSettings } from "./get-shop-settings.ts";
import { updateShopSettings } from "./update-shop-settings.ts";

async function save(shop: TestShop, changes: Partial<UpdateShopSettings>) {
  const { changed: _, ...settings } = await getShopSettings(shop);
  const { vatId, phone } = settings;
  const input = updateShopSettingsInput.parse({
    ...settings,
    vatId: vatId ?? "",
    phone: phone ?? "",
    ...changes,
  });
  await updateShopSettings(shop, { ...input, by });
}

test("the seller stands in mails from the next one on, and an older version is refused", async ({ shop }) => {
  expect(await getSeller(shop, { tx: shop.db })).toMatchObject({
    seller: { name: "Test Shop", address: [] },
  });
  await save(shop, {
    sellerName: "Quay Tapes Ltd",
    addressLines: ["7 Quay Street", "Galway"],
    country: "IE",
    vatId: "IE6388047V",
    email: "help@quay.example",
  });
  const variantId = await stockedVariant(shop, { onHand: 1 });
  const { orderId } = await buy(shop, { [variantId]: 1 });
  await runJobs(shop);
  const mail = await shop.db.mail.findFirstOrThrow({ where: { orderId } });
  for (const part of [
    "Quay Tapes Ltd, 7 Quay Street, Galway, Ireland, VAT id IE6388047V",
    "help@quay.example",
  ])
    expect(mail.text).toContain(part);
  const { version } = await getShopSettings(shop);
  await expect(save(shop, { version: version - 1 })).rejects.toMatchObject({
    code: "SHOP_SETTINGS_CHANGED",
    details: { by: by.name },
  });
  const entry = await shop.db.auditEntry.findFirst({ where: { action: "settings.update" } });
  expect(entry).toMatchObject({ subject: "settings", after: { country: "IE", email: "help@quay.example" } });
});

test("what invoices must name can't be removed as long as the shop is registered for tax", async ({
  shop,
}) => {
  await save(shop, { addressLines: ["7 Quay Street"], country: "IE", vatId: "IE6388047V" });
  const needed = (field: string) => ({ code: "SELLER_NEEDED", details: { field } });
  await shop.db.taxRegistration.create({ data: { country: "US", state: "NY" } });
  await expect(save(shop, { addressLines: [] })).rejects.toMatchObject(needed("addressLines"));
  await save(shop, { vatId: "" }); // nothing to name in the United States
  await save(shop, { vatId: "IE6388047V" });
  await shop.db.taxRegistration.create({ data: { country: "IE" } });
  await expect(save(shop, { vatId: "" })).rejects.toMatchObject(needed("vatId"));
  await shop.db.taxRegistration.deleteMany();
  await save(shop, { addressLines: [], vatId: "" });
});

test("a new length of reservations holds for checkouts that begin afterwards", async ({ shop }) => {
  const variantId = await stockedVariant(shop, { onHand: 5 });
  const minutesOf = async (checkout: { expiresAt: string; serverNow: string }) =>
    (Date.parse(checkout.expiresAt) - Date.parse(checkout.serverNow)) / 60_000;
  const first = await guestWith(shop, { [variantId]: 1 });
  expect(await minutesOf(await startCheckout(shop, { cartToken: first }))).toBeCloseTo(15, 0);
  await save(shop, { reservationMinutes: 40 });
  expect(await minutesOf(await startCheckout(shop, { cartToken: first }))).toBeCloseTo(15, 0);
  const second = await guestWith(shop, { [variantId]: 1 });
  expect(await minutesOf(await startCheckout(shop, { cartToken: second }))).toBeCloseTo(40, 0);
});

test("how long links hold is stored within its limits, and the audit log says who changed it", async ({
  shop,
}) => {
  expect((await getShopSettings(shop)).draftHoldMinutes).toBe(3 * 24 * 60);
  await save(shop, { draftHoldMinutes: 24 * 60 });
  expect((await getShopSettings(shop)).draftHoldMinutes).toBe(24 * 60);
  const entry = await shop.db.auditEntry.findFirst({
    where: { action: "settings.update" },
    orderBy: { id: "desc" },
  });
  expect(entry).toMatchObject({
    staffName: by.name,
    before: { draftHoldMinutes: 4_320 },
    after: { draftHoldMinutes: 1_440 },
  });
  const past = shop.db.shopSettings.update({ where: { id: 1 }, data: { draftHoldMinutes: 43_201 } });
  await expect(past).rejects.toThrow("shop_settings_draft_hold_check");
});

test("what is wrong stands at its field", () => {
  const right = {
    ...{
      version: 1,
      sellerName: "",
      addressLines: [],
      country: "AT",
      vatId: "",
      email: "a@b.example",
      phone: "",
    },
    ...{ invoicePrefix: "INV-", creditNotePrefix: "CN-", invoiceFooter: "", reservationMinutes: 15 },
    draftHoldMinutes: 4_320,
    paymentPage: "shop",
    authorizationEnd: "release",
  };
  const problemsOf = (changes: object) =>
    updateShopSettingsInput
      .safeParse({ ...right, ...changes })
      .error?.issues.map(({ path }) => path.join(".")) ?? [];
  expect(problemsOf({})).toEqual([]);
  expect(problemsOf({ vatId: "12345" })).toEqual(["vatId"]);
  for (const vatId of ["ATU12345678", "CHE-123.456.788 MWST", "NL123456789B01"])
    expect(problemsOf({ vatId })).toEqual([]);
  expect(problemsOf({ creditNotePrefix: "INV-" })).toEqual(["creditNotePrefix"]);
  expect(problemsOf({ invoicePrefix: "INV/" })).toEqual(["invoicePrefix"]);
  for (const reservationMinutes of [0, 61, 1.5, Number.NaN])
    expect(problemsOf({ reservationMinutes })).toEqual(["reservationMinutes"]);
  for (const draftHoldMinutes of [4, 43_201, 30.5, Number.NaN])
    expect(problemsOf({ draftHoldMinutes })).toEqual(["draftHoldMinutes"]);
  expect(problemsOf({ paymentPage: "elsewhere" })).toEqual(["paymentPage"]);
  expect(problemsOf({ email: "hello", country: "XX" })).toEqual(["country", "email"]);
  expect(problemsOf({ addressLines: ["1", "2", "3", "4", "5", "6", "7"] })).toEqual(["addressLines"]);
});
