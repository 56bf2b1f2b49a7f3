import { expectAccessible } from "./accessible.ts";
import { Clerk } from "./clerk.ts";
import { expect, test } from "./fixtures.ts";

test("abroad the carrier's price is on offer; order and label dialog say which service the customer has chosen", async ({
  customer,
  page,
  browser,
  shop,
}) => {
  await customer.putIntoCart("concrete-weather");
  await customer.goToCheckout();
  await customer.fillDetails();
  const methods = page.getByRole("group", { name: "Delivery method" });
  await page.getByLabel("Country").selectOption("US");
  await page.getByLabel("City").fill("San Francisco");
  await page.getByLabel("ZIP code").fill("94107");
  await page.getByLabel("State").fill("California");
  // 23.10 for the first pound, and 5.15 for each further one; the method's own rate would be 26.90.
  const tracked = methods.getByRole("radio", { name: /^Tracked parcel Arrives .* €(23\.10|28\.25)$/ });
  await expect(tracked).toBeVisible();
  await tracked.check();
  await expect(customer.payButton).toHaveText(/^Pay €(45\.10|50\.25)$/); // with goods for 22.00
  await customer.fillCard("4242 4242 4242 4242");
  await customer.payButton.click();
  await expect(customer.status).toContainText("Confirmed");
  await expect(page.getByRole("region", { name: "Where it goes" })).toContainText("Tracked parcel");
  await expect(page.getByText("BertaLogistics")).toHaveCount(0);
  const number = await customer.orderNumber();

  const context = await browser.newContext({ baseURL: shop.url, locale: "en-IE" });
  const clerk = new Clerk(await context.newPage());
  const { page: desk, dialog } = clerk;
  await clerk.openOrder(number);
  await expect(desk.getByText(/^BertaLogistics Worldwide asked €\d+\.\d\d at the checkout\.$/)).toBeVisible();
  // Customs ask what nobody has entered: the dialog leads to where that is done.
  const goods = "product_id = (select id from product where slug = 'concrete-weather')";
  await shop.sql(`update variant set hs_code = null, origin_country = null where ${goods}`);
  await clerk.action("Buy a label").click();
  await expect(dialog.getByText(/^This parcel passes customs/)).toBeVisible();
  await expect(dialog.getByText(/^Some carriers refuse parcels without HS codes/)).toBeVisible();
  await expect(dialog.getByRole("button", { name: "Ask carriers" })).toBeDisabled();
  await expectAccessible(desk);
  await dialog
    .getByRole("link", { name: /^Concrete Weather/ })
    .first()
    .click();
  await desk.getByLabel(/^HS code of /).fill("8523.80");
  await desk.getByLabel(/^Country in which .* was made$/).fill("xx");
  await desk.getByRole("button", { name: "Save", exact: true }).click();
  await expect(desk.getByText("Write the two letters of a country, e.g. AT")).toBeVisible();
  await desk.getByLabel(/^Country in which .* was made$/).fill("at");
  await desk.getByRole("button", { name: "Save" }).click();
  await expect(desk.getByText("Saved.")).toBeVisible();
  await expect(desk.getByLabel(/^HS code of /)).toHaveValue("852380");
  await clerk.openOrder(number);
  await clerk.action("Buy a label").click();
  await dialog.getByRole("button", { name: "Ask carriers" }).click();
  await expect(dialog.getByLabel(/^BertaLogistics Worldwide/)).toBeChecked();
  await expect(dialog.getByText(/chosen by the customer, €\d+\.\d\d at the checkout/)).toBeVisible();

  await clerk.open("/admin/shipping");
  await desk.getByRole("link", { name: "World" }).click();
  await expect(desk.getByLabel("Carrier of Tracked parcel")).toHaveValue("BertaLogistics");
  await desk.getByRole("button", { name: "Find a service for Tracked parcel" }).click();
  await dialog.getByLabel("Country").selectOption("US");
  await dialog.getByRole("button", { name: "Ask carriers" }).click();
  await expect(dialog.getByText("The address had no valid postal code or no city.")).toBeVisible();
  await dialog.getByLabel("Postal code").fill("94107");
  await dialog.getByLabel("City").fill("San Francisco");
  await dialog.getByLabel("State").fill("CA");
  await dialog.getByRole("button", { name: "Ask carriers" }).click();
  await expect(dialog.getByText(/\$25\.30, 8 working days/)).toBeVisible();
  await dialog.getByRole("button", { name: "Use BertaLogistics Worldwide" }).click();
  await expect(dialog).toHaveCount(0);
  await desk.getByLabel("Surcharge of Tracked parcel in percent").fill("101");
  await desk.getByRole("button", { name: "Save" }).click();
  await expect(desk.getByText("At most 100 %")).toBeVisible();
  await desk.getByLabel("Surcharge of Tracked parcel in percent").fill("10");
  await desk.getByLabel("Rounding of Tracked parcel").selectOption("0.50 EUR");
  await desk.getByRole("button", { name: "Save" }).click();
  await expect(desk.getByText(/^Saved\./)).toBeVisible();
  await context.close();
});
