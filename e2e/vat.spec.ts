import { pdfLines } from "@dualtrack/testkit/pdf-text";
import { auditOf, byOwner, Clerk } from "./clerk.ts";
import { cards, expect, test } from "./fixtures.ts";
import { putOnSale } from "./goods.ts";

test("a business in Germany pays a seller in Austria without VAT; its invoice says why, and the EC sales list has it", async ({
  customer,
  page,
  browser,
  shop,
}) => {
  const slug = "exempt-press";
  await putOnSale(shop, { slug, title: "Exempt Press", onHand: 5 });
  await customer.putIntoCart(slug);
  await customer.goToCheckout();
  await customer.fillDetails();
  await page.getByLabel("Country").selectOption("DE");
  await page.getByLabel("Postal code").fill("10115");
  await page.getByLabel("City").fill("Berlin");
  const germanTax = page.getByRole("term").filter({ hasText: "incl. 19 % VAT" });
  await expect(germanTax).toBeVisible();
  // By keyboard, as the fields come when the box is ticked.
  await page.getByLabel("I am buying as a business").focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("Tab");
  await page.keyboard.type("Muster & Söhne GmbH");
  await page.keyboard.press("Tab");
  await page.keyboard.type("de 136 695 976");
  await page.keyboard.press("Tab");
  await expect(page.getByText(/^No VAT is charged, as the goods go to your business/)).toBeVisible();
  await expect(germanTax).toHaveCount(0);
  await customer.fillCard(cards.good);
  await customer.payButton.click();
  await expect(customer.status).toContainText("Confirmed");
  await expect(page.getByText("Intra-Community supply, no VAT").first()).toBeVisible();
  const number = await customer.orderNumber();

  const link = page.getByRole("link", { name: /^Invoice INV-\d{4}-\d{5} \(PDF\)$/ });
  const pdf = await page.request.get(new URL((await link.getAttribute("href")) ?? "", shop.url).href);
  const lines = pdfLines(await pdf.body());
  expect(lines).toContain("Muster & Söhne GmbH");
  expect(lines).toContain("VAT id DE136695976");
  expect(lines.join(" ")).toContain("Reverse charge: the recipient accounts for the VAT on the acquisition.");

  const context = await browser.newContext({ baseURL: shop.url, locale: "en-IE" });
  const clerk = new Clerk(await context.newPage());
  const { page: desk } = clerk;
  await clerk.openOrder(number);
  await expect(desk.getByText("DE136695976").first()).toBeVisible();
  await clerk.open("/admin/tax/report");
  await expect(desk.getByRole("row", { name: /Germany Intra-Community supply/ })).toBeVisible();
  const list = desk.getByRole("table", { name: "EC sales list" });
  await expect(list.getByRole("row", { name: /^DE136695976 Muster & Söhne GmbH Goods 1 €/ })).toBeVisible();
  const downloaded = desk.waitForEvent("download");
  await desk.getByRole("link", { name: "Export the EC sales list as CSV" }).click();
  expect((await downloaded).suggestedFilename()).toMatch(/^ec-sales-[\d-]+\.csv$/);
  expect(await auditOf(shop, "tax")).toContain(byOwner("tax.export_ec_sales"));
  await context.close();
});
