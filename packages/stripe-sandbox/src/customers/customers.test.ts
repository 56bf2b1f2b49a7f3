import { expect, test } from "vitest";
import { errorOf, openShop } from "../testing/open-shop.ts";

test("a customer is made, changed, found by e-mail, and deleted", async () => {
  await using shop = await openShop();
  const { customers } = shop.stripe;
  const ada = await customers.create({ email: "ada@example.com", name: "Ada", address: { country: "GB" } });
  await customers.create({ email: "grace@example.com" });
  expect(ada).toMatchObject({ name: "Ada", address: { country: "GB", city: null }, balance: 0 });
  const changed = await customers.update(ada.id, { name: "Ada L.", phone: "" });
  expect(changed).toMatchObject({ name: "Ada L.", phone: null });
  expect((await customers.list({ email: "ada@example.com" })).data.map(({ id }) => id)).toEqual([ada.id]);
  expect(await customers.del(ada.id)).toEqual({ id: ada.id, object: "customer", deleted: true });
  expect(await customers.retrieve(ada.id)).toMatchObject({ deleted: true });
  expect((await customers.list()).data).toHaveLength(1);
  expect((await errorOf(customers.update(ada.id, { name: "x" }))).statusCode).toBe(404);
});

test("an update tells what was before", async () => {
  await using shop = await openShop({ events: ["customer.updated"] });
  const { id } = await shop.stripe.customers.create({ name: "Ada", metadata: { a: "1", b: "2" } });
  await shop.stripe.customers.update(id, { name: "Ada L.", metadata: { a: "3" } });
  const event = await shop.receiver.arrival("customer.updated");
  expect(event.data.previous_attributes).toEqual({ name: "Ada", metadata: { a: "1" } });
});

test("a default card has to be the customer's own", async () => {
  await using shop = await openShop();
  const { id: customer } = await shop.stripe.customers.create({ payment_method: "pm_card_visa" });
  const [own] = (await shop.stripe.customers.listPaymentMethods(customer)).data;
  const set = (id: string) =>
    shop.stripe.customers.update(customer, { invoice_settings: { default_payment_method: id } });
  expect((await set(own?.id ?? "")).invoice_settings.default_payment_method).toBe(own?.id);
  expect(await errorOf(set("pm_none"))).toMatchObject({ code: "resource_missing" });
  expect(await errorOf(shop.stripe.customers.create({ email: "not an address" }))).toMatchObject({
    code: "email_invalid",
  });
});
