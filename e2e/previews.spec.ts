import { expectAccessible } from "./accessible.ts";
import { Clerk } from "./clerk.ts";
import { CustomerByApi } from "./customer-by-api.ts";
import { expect, test } from "./fixtures.ts";
import { putOnSale } from "./goods.ts";

/** A sound of one tone, as a WAV file of 8 kHz and 8 bits. */
function tone(seconds: number, hertz: number): Buffer {
  const rate = 8_000;
  const samples = Buffer.from(
    Array.from({ length: seconds * rate }, (_, at) =>
      Math.round(128 + 40 * Math.sin((2 * Math.PI * hertz * at) / rate)),
    ),
  );
  const header = Buffer.alloc(44);
  header.write("RIFF");
  header.writeUInt32LE(36 + samples.length, 4);
  header.write("WAVEfmt ", 8);
  for (const [value, at, size] of [
    [16, 16, 4],
    [1, 20, 2], // PCM
    [1, 22, 2], // channels
    [rate, 24, 4],
    [rate, 28, 4], // bytes per second
    [1, 32, 2], // bytes per sample
    [8, 34, 2],
  ] as const)
    header.writeUIntLE(value, at, size);
  header.write("data", 36);
  header.writeUInt32LE(samples.length, 40);
  return Buffer.concat([header, samples]);
}

test("visitors listen to previews and read the licence; who buys keeps the licence of that day", async ({
  page,
  browser,
  shop,
}) => {
  await putOnSale(shop, { slug: "night-loop", title: "Night Loop", onHand: 0 });
  const [variant] = await shop.sql<{ product_id: string }>(
    `update variant set tracks_stock = false where sku = 'NIGHT-LOOP-1' returning product_id`,
  );
  await shop.sql(`update product set kind = 'digital' where slug = 'night-loop'`);
  const context = await browser.newContext({ baseURL: shop.url, locale: "en-IE" });
  const clerk = new Clerk(await context.newPage());
  const { page: desk } = clerk;
  await clerk.open(`/admin/products/${variant?.product_id}`);
  const choose = async (
    region: string,
    button: string,
    name: string,
    buffer: Buffer,
    mimeType = "audio/wav",
  ) => {
    const chosen = desk.waitForEvent("filechooser");
    await desk
      .getByRole("region", { name: region, exact: true })
      .getByRole("button", { name: button })
      .click();
    await (await chosen).setFiles({ name, mimeType, buffer });
  };
  const song = tone(20, 330);
  await choose("Files", "Add files", "Night Loop.wav", song);
  await expect(desk.getByText("Night Loop.wav is in its place.")).toBeVisible();

  const licence = desk.getByRole("region", { name: "Licence", exact: true });
  await licence.getByLabel("What customers may do").fill("Use it in one song.\n\nName the author.");
  await licence.getByRole("button", { name: "Save the licence" }).click();
  await expect(desk.getByText("The licence is saved.")).toBeVisible();
  await expect(licence.getByText("This is version 1.")).toBeVisible();

  const section = desk.getByRole("region", { name: "Previews to listen to" });
  const preview = (name: string, buffer: Buffer, type?: string) =>
    choose("Previews to listen to", "Add previews", name, buffer, type);
  await preview("Whole.wav", song);
  await expect(section.getByRole("alert")).toContainText("sold and played to everybody");
  await section.getByRole("button", { name: "Dismiss Whole.wav" }).click();
  await preview("Cover.wav", Buffer.from("no sound"));
  await expect(section.getByRole("alert")).toContainText("Browsers can't play this file");
  await section.getByRole("button", { name: "Dismiss Cover.wav" }).click();
  await preview("Beginning.wav", tone(6, 220));
  await expect(section.getByLabel("Title of Beginning")).toBeVisible();
  await preview("End.wav", tone(9, 440));
  await expect(section.getByLabel("Title of End")).toBeVisible();
  await section.getByRole("button", { name: "Move End up" }).click();
  await expect(section.getByText("The order of the previews is saved.")).toBeVisible();
  await expectAccessible(desk);

  await page.goto("/products/night-loop");
  const listen = page.getByRole("region", { name: "Listen" });
  await expect(listen.getByRole("listitem")).toHaveCount(2);
  await expect(listen.getByRole("listitem").first()).toContainText("End0:00 / 0:09");
  const loaded: string[] = [];
  page.on("request", (request) => {
    if (new URL(request.url()).pathname.startsWith("/previews/")) loaded.push(request.url());
  });
  await page.waitForLoadState("networkidle");
  expect(loaded).toEqual([]);
  await listen.getByRole("button", { name: "Play End" }).click();
  await expect(listen.getByRole("button", { name: "Pause End" })).toBeVisible();
  await expect(listen.getByRole("listitem").first()).toContainText(/0:0[1-9] \/ 0:09/);
  // The other one begins, at the place that was chosen by keyboard; the first ends.
  const place = listen.getByRole("slider", { name: "Position in Beginning" });
  await place.focus();
  await page.keyboard.press("End");
  await page.keyboard.press("PageDown");
  await expect(listen.getByRole("button", { name: "Play End" })).toBeVisible();
  await listen.getByRole("button", { name: /(Pause|Play) Beginning/ }).focus();
  await expectAccessible(page);
  await page.getByText("What you may do with it: the licence").click();
  await expect(page.getByText("Use it in one song.")).toBeVisible();

  const customer = await new CustomerByApi(shop).readyToPay("night-loop");
  await customer.pay();
  const { path, number } = await customer.placeOrder();
  await licence.getByLabel("What customers may do").fill("Use it in all songs.");
  await licence.getByRole("button", { name: "Save the licence" }).click();
  await expect(licence.getByText("This is version 2.")).toBeVisible();
  await page.goto(path);
  const link = page.getByRole("link", { name: "The licence that you bought (text)" });
  const text = await (await page.request.get((await link.getAttribute("href")) ?? "")).text();
  expect(text).toContain(`Order ${number}`);
  expect(text).toContain("Use it in one song.");
  await clerk.openOrder(number);
  await expect(desk.getByRole("link", { name: "Licence, version 1" })).toBeVisible();
});
