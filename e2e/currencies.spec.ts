import { auditOf, byOwner, Clerk } from "./clerk.ts";
import { cards, expect, test } from "./fixtures.ts";
import { putOnSale } from "./goods.ts";

test("staff offer yen, a customer chooses them and pays in them; order, mail, refund and figures are right", async ({
  customer,
  page,
  browser,
  shop,
}) => {
  const slug = "yen-press";
  await putOnSale(shop, { slug, title: "Yen Press", onHand: 5 });
  const context = await browser.newContext({ baseURL: shop.url, locale: "en-IE" });
  const clerk = new Clerk(await context.newPage());
  const { page: desk, dialog } = clerk;
  await clerk.open("/admin/currencies");
  await desk.getByRole("button", { name: "Add a currency" }).click();
  await desk.getByLabel("Currency 1").selectOption("kwd");
  await expect(desk.getByLabel("Rounding of KWD")).toHaveValue("10+0"); // it has no rule of the row's first currency
  await desk.getByLabel("Currency 1").selectOption("jpy");
  await desk.getByLabel("Rounding of JPY").selectOption("1+0");
  await desk.getByLabel("Origin of the rate of JPY").selectOption("manual");
  await desk.getByLabel("Rate of JPY", { exact: true }).fill("160,5");
  await desk.getByRole("button", { name: "Save" }).click();
  await expect(desk.getByText("Saved. It holds for every page from now on")).toBeVisible();

  await page.goto(`/products/${slug}`);
  await expect(page.getByText("€22.00").first()).toBeVisible();
  await page.getByLabel("Currency").selectOption("jpy");
  await expect(page.getByText("¥3,531").first()).toBeVisible(); // 22 × 160.5
  await customer.putIntoCart(slug);
  await page.goto("/checkout");
  const pay = page.getByRole("button", { name: /^Pay ¥/ });
  await expect(pay).toBeVisible();
  await customer.fillDetails();
  await customer.fillCard(cards.good);
  const total = /¥[\d,]+/.exec((await pay.textContent()) ?? "")?.[0] ?? "";
  const yen = Number(total.replace(/\D/g, ""));
  expect(yen).toBeGreaterThan(3_531);
  await pay.click();
  await expect(customer.status).toContainText("Confirmed");
  await expect(page.getByText(total).first()).toBeVisible();
  const number = await customer.orderNumber();
  const [mail] = await shop.sql<{ text: string }>(
    `select m.text from mail m join "order" o on o.id = m.order_id
     where m.kind = 'order_confirmed' and 'DT-' || o.number = $1`,
    [number],
  );
  expect(mail?.text).toContain(total);
  expect(mail?.text).not.toContain("€");

  await clerk.openOrder(number);
  const cents = Math.round(yen / 1.605);
  const euros = `€${(cents / 100).toFixed(2)}`;
  await expect(desk.getByText(`${euros}, 1 EUR = 160.5 JPY`)).toBeVisible();
  await clerk.action("Refund").click();
  await dialog.getByText("By amount").click();
  await dialog.getByLabel("Amount in JPY").fill("1000");
  await dialog.getByRole("button", { name: "Refund ¥1,000" }).click();
  await expect(desk.getByText("Partly refunded").first()).toBeVisible();
  const [refunded] = await shop.sql<{ amount: number; currency: string }>(
    `select r.amount, r.currency from refund r join "order" o using (payment_intent_id) where 'DT-' || o.number = $1`,
    [number],
  );
  expect(refunded).toEqual({ amount: 1_000, currency: "jpy" });

  await clerk.open("/admin/");
  await expect(desk.getByLabel("Today so far", { exact: true }).last()).toContainText(/as charged .*¥/);
  expect(await auditOf(shop, "currencies")).toContain(byOwner("currencies.update"));

  // Other journeys pay in euros, and see no choice.
  await clerk.open("/admin/currencies");
  await desk.getByRole("button", { name: "Remove JPY" }).click();
  await desk.getByRole("button", { name: "Save" }).click();
  await expect(desk.getByText("Saved.", { exact: false })).toBeVisible();
  await page.goto(`/products/${slug}`);
  await expect(page.getByText("€22.00").first()).toBeVisible();
  await expect(page.getByLabel("Currency")).toHaveCount(0);
  await context.close();
});
