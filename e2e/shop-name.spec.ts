import { expect, test } from "./fixtures.ts";
import { names } from "./shop-process.ts";

test("the shop's name and its seller stand in titles, header, footer and the direct debit's mandate", async ({
  page,
  customer,
  shop,
}) => {
  const { SHOP_NAME, seller, vatId, email } = names;
  const asServed = await (await fetch(shop.url)).text();
  expect(asServed, "before any script runs").toContain("<title>Northern Tape &amp; Record Company</title>");

  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/");
  await expect(page).toHaveTitle(`Catalog · ${SHOP_NAME}`);
  await expect(page.getByRole("banner").getByRole("link", { name: SHOP_NAME })).toBeVisible();
  const footer = page.getByRole("contentinfo");
  for (const words of [SHOP_NAME, seller, "7 Quay Street", "Galway", "Ireland", `VAT id ${vatId}`, email])
    await expect(footer.getByText(words)).toBeVisible();
  const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(await overflow()).toBeLessThanOrEqual(0);

  await customer.putIntoCart("record-bag");
  await customer.goToCheckout();
  const payment = page.frameLocator('iframe[title="Secure payment input frame"]');
  await payment.getByRole("tab", { name: /SEPA/ }).click();
  await expect(payment.getByText(`you authorise (A) ${seller} and Stripe`)).toBeVisible();

  await page.goto("/admin/");
  await expect(page).toHaveTitle(`Sign in · ${SHOP_NAME} admin`);
  expect(await overflow()).toBeLessThanOrEqual(0);
});
