import { Clerk } from "./clerk.ts";
import { buyByApi } from "./customer-by-api.ts";
import { expect, test } from "./fixtures.ts";

test("a clerk buys the label of a parcel, prints it, and sends it back before the parcel has left", async ({
  page,
  shop,
}) => {
  const { number } = await buyByApi(shop, "concrete-weather", "record-bag");
  const clerk = new Clerk(page);
  await clerk.openOrder(number);
  await clerk.action("Buy a label").click();
  await expect(clerk.dialog.getByLabel("Box", { exact: true })).toContainText("suggested");
  await expect(clerk.dialog.getByLabel("Weight with its box")).toHaveValue(/^[1-9]\d+$/);
  await clerk.dialog.getByRole("button", { name: "Ask carriers" }).click();
  await clerk.dialog.getByLabel(/^AntonPost Economy/).check();
  await expect(clerk.dialog).toContainText(
    /Buy this label for \$\d+\.\d\d, and mark .* as shipped with AntonPost\./,
  );
  await clerk.dialog.getByRole("button", { name: /^Buy for/ }).dblclick();
  await expect(clerk.dialog).toHaveCount(0);
  const shipments = page.getByRole("region", { name: "Shipments" });
  await expect(shipments).toContainText("On its way with AntonPost");
  await expect(shipments.getByRole("listitem")).toHaveCount(1);

  const link = shipments.getByRole("link", { name: "Label (PDF)" });
  const label = await page.request.get((await link.getAttribute("href")) ?? "");
  expect(label.headers()["content-type"]).toBe("application/pdf");

  await shipments.getByRole("button", { name: "Send the label back" }).click();
  await clerk.dialog.getByRole("button", { name: "Send it back" }).click();
  await expect(shipments).toContainText("Nothing has left yet.");
  await expect(shipments).toContainText("Label sent back, the carrier decides");
  await clerk.open("/admin/shipping");
  await expect(page.getByLabel("Name of box 2")).toHaveValue("Mailer for LPs");
  await page.getByLabel("Packed at most, g of box 2").fill("10");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("The box alone is as heavy as that")).toBeVisible();
});
