import { expectAccessible } from "./accessible.ts";
import { Clerk } from "./clerk.ts";
import { expect, test } from "./fixtures.ts";

test("a purchase is on the page of health, with how long its customer waited, within a minute or two", async ({
  customer,
  page,
  browser,
  shop,
}) => {
  test.setTimeout(240_000); // processes store what they measure once a minute
  await customer.readyToPay("low-tide-machine");
  await customer.payButton.click();
  await expect(page).toHaveURL(/\/payment\/success/);
  await expect(customer.status).toContainText("Confirmed");

  const context = await browser.newContext({ baseURL: shop.url, locale: "en-IE" });
  const clerk = new Clerk(await context.newPage());
  const { page: desk } = clerk;
  await clerk.open("/admin/health?range=6h");
  const figure = desk.getByRole("region", { name: "From payment to order", exact: true });
  await expect
    .poll(
      async () => {
        await desk.reload();
        await expect(desk.getByRole("heading", { level: 1, name: "Health" })).toBeVisible();
        return figure
          .locator("[data-figure]")
          .textContent({ timeout: 5_000 })
          .catch(() => "–");
      },
      { timeout: 150_000, intervals: [5_000] },
    )
    .toMatch(/^[\d.]+ (ms|s)$/);
  await expect(desk.getByRole("table", { name: "Processes" })).toContainText("Runs");
  await figure.getByText("As a table").click();
  await expect(figure.getByRole("table")).toContainText(/\d (ms|s)/);
  await expectAccessible(desk);

  const download = desk.waitForEvent("download");
  await desk.getByRole("link", { name: "Export CSV" }).click();
  expect((await download).suggestedFilename()).toMatch(/^health-\d{4}-\d{2}-\d{2}\.csv$/);

  await desk.getByRole("radiogroup", { name: "Range" }).getByText("30 days").click();
  await expect(desk).toHaveURL(/range=30d/);
  await desk.setViewportSize({ width: 390, height: 844 });
  await expect(desk.getByRole("heading", { name: "Orders and payments" })).toBeVisible();
  expect(await desk.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await expectAccessible(desk);
  await context.close();
});
