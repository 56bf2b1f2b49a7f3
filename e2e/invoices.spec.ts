import { auditOf, byOwner, Clerk } from "./clerk.ts";
import { expect, test } from "./fixtures.ts";

test("a buyer opens the invoice; staff find it with its tax, and change who sells", async ({
  page,
  customer,
  context,
  shop,
}) => {
  await customer.readyToPay("record-bag");
  await customer.payButton.click();
  await expect(customer.status).toContainText("Confirmed");
  const number = await customer.orderNumber();
  const link = page.getByRole("link", { name: /^Invoice INV-\d{4}-\d{5} \(PDF\)$/ });
  await expect(link).toBeVisible();
  const pdf = await page.request.get(new URL((await link.getAttribute("href")) ?? "", shop.url).href);
  expect(pdf.headers()["content-type"]).toBe("application/pdf");
  expect((await pdf.body()).subarray(0, 5).toString()).toBe("%PDF-");

  const clerk = new Clerk(await context.newPage());
  const { page: desk } = clerk;
  await clerk.open("/admin/invoices");
  await desk.getByRole("searchbox", { name: "Search invoices" }).fill(number);
  await expect(desk.getByRole("row", { name: new RegExp(`Invoice .* ${number}`) })).toBeVisible();
  await clerk.open("/admin/tax/report");
  await expect(desk.getByRole("row", { name: /Austria VAT 20 % €/ })).toBeVisible();

  await clerk.open("/admin/settings");
  await desk.getByLabel("Phone").fill("+353 91 123456");
  await desk.getByRole("button", { name: "Save" }).click();
  await expect(desk.getByText("Saved. It holds in all processes from now on.")).toBeVisible();
  expect(await auditOf(shop, "settings")).toContain(byOwner("settings.update"));
});
