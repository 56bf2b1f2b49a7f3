import type { Page } from "@playwright/test";
import { expectAccessible } from "./accessible.ts";
import { blockToday } from "./booked-time.ts";
import { Clerk } from "./clerk.ts";
import { cards } from "./customer.ts";
import { expect, test } from "./fixtures.ts";
import type { ShopProcess } from "./shop-process.ts";

/** A service on sale that staff have not given a room yet. */
async function putServiceOnSale(shop: ShopProcess, { slug, title }: { slug: string; title: string }) {
  const [made] = await shop.sql<{ id: string }>(
    `with made as (
       insert into product (id, slug, kind, title, artist, description, published, first_published_at, position)
       values (gen_random_uuid(), $1, 'service', $2, 'The studio', 'An hour.', true, now(), 100)
       returning id
     ), booked as (
       insert into service (product_id) select id from made
     ), offered as (
       insert into variant (id, product_id, sku, title, tracks_stock)
       select gen_random_uuid(), id, upper($1) || '-1', '', false from made returning id
     ), priced as (
       insert into price (id, variant_id, currency, unit_amount)
       select gen_random_uuid(), id, 'eur', 4500 from offered
     ) select id from made`,
    [slug, title],
  );
  return made?.id ?? "";
}

const freeTimes = (page: Page) => page.locator('input[name="time"]:not([disabled])');

/** Makes the page believe that it is seen, or not. */
function showAs(page: Page, visibilityState: DocumentVisibilityState): Promise<void> {
  return page.evaluate((state) => {
    Object.defineProperty(document, "visibilityState", { configurable: true, value: state });
    document.dispatchEvent(new Event("visibilitychange"));
  }, visibilityState);
}

test("staff give a service a room and its rules; a customer books an hour without an address, and nobody else can", async ({
  page,
  customer,
  browser,
  shop,
}) => {
  const title = "An hour in the booth";
  const productId = await putServiceOnSale(shop, { slug: "booth-hour", title });
  const context = await browser.newContext({ baseURL: shop.url, locale: "en-IE" });
  const clerk = new Clerk(await context.newPage());
  const { page: desk, dialog } = clerk;
  await clerk.open("/admin/resources");
  await desk.getByRole("button", { name: "New room or person" }).click();
  await dialog.getByLabel("Name").fill("Booth");
  await dialog.getByRole("button", { name: "Add", exact: true }).click();
  await expect(desk.getByText("Booth was added, with the shop's hours.")).toBeVisible();
  await expectAccessible(desk);
  await desk.getByRole("link", { name: "Booth" }).click();
  await desk.getByLabel("It has hours of its own").check();
  for (const day of ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"])
    await desk.getByLabel(day).fill("9-12, 13-23");
  await desk.getByRole("button", { name: "Save" }).click();
  await expect(desk.getByText("Saved. Bookings stay as they are.")).toBeVisible();
  await expect(desk.getByLabel("Monday")).toHaveValue("09:00–12:00, 13:00–23:00");
  await expectAccessible(desk);

  await desk.goto(`/admin/products/${productId}`);
  await desk.getByLabel("Minutes of BOOTH-HOUR-1").fill("60");
  await desk.getByRole("combobox", { name: "Takes one of" }).click();
  await desk.getByRole("option", { name: "Booth" }).click();
  await desk.getByRole("button", { name: "Save the booking rules" }).click();
  await expect(desk.getByText("The booking rules are saved.")).toBeVisible();
  await blockToday(shop, "Booth");

  await page.goto("/products/booth-hour");
  const free = page.locator('input[name="time"]:not([disabled])');
  await expect(free.first()).toBeAttached();
  await expectAccessible(page);
  const startsAt = (await free.last().getAttribute("value")) ?? "";
  await free.last().check({ force: true });
  const add = page.getByRole("button", { name: /^Add \w+,? \d/ });
  const time = ((await add.textContent()) ?? "").replace("Add ", "");
  await add.click();
  await expect(page.getByText(`In your cart: ${time}`)).toBeVisible();

  await page.goto("/cart");
  await expect(page.getByText(time)).toBeVisible();
  await customer.goToCheckout();
  await expect(page.getByRole("region", { name: "Items" }).getByText(time)).toBeVisible();
  await page.getByLabel("E-mail").fill("customer@example.com");
  await page.getByLabel("Full name").fill("Ada Example");
  await page.getByLabel("Country").selectOption("AT");
  await expect(page.getByLabel("Street and number")).toHaveCount(0);
  await customer.fillCard(cards.good);
  await customer.payButton.click();
  await expect(customer.status).toContainText("Confirmed");
  await expect(customer.status).toContainText("We look forward to seeing you.");
  await expect(page.getByText(time)).toBeVisible();

  const other = await (await browser.newContext({ baseURL: shop.url, locale: "en-IE" })).newPage();
  await other.goto("/products/booth-hour");
  await expect(other.locator(`input[name="time"][value="${startsAt}"]`)).toBeDisabled();
  const [order] = await shop.sql<{ number: number }>(
    `select number from "order" order by number desc limit 1`,
  );
  await clerk.open("/admin/bookings");
  await expect(desk.getByRole("heading", { level: 1, name: "Bookings" })).toBeVisible();
  await expectAccessible(desk);
  await clerk.openOrder(`DT-${order?.number}`);
  await expect(desk.getByText(time.split(", ").at(-1) ?? "").first()).toBeVisible();
  await expect(desk.getByText(/:00 · Booth$/)).toBeVisible();

  await clerk.action("Refund").click();
  await expect(
    dialog.getByText(/Not booked any more when that has succeeded: “An hour in the booth”/),
  ).toBeVisible();
  await dialog.getByRole("button", { name: /^Refund €/ }).click();
  await expect(desk.getByText("· not booked any more")).toBeVisible();
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange"))); // the customer looks again
  await expect(customer.status).toContainText("Your booking is cancelled");
  await expect(page.getByText("Cancelled: this time is not booked any more.")).toBeVisible();
  await desk.goto("/admin/products?q=booth");
  await expect(desk.getByRole("row", { name: title }).getByText("by time")).toBeVisible();
});

test("the calendar opens where something is free; a cart says which times overlap; what is taken is named as in the cart", async ({
  browser,
  page,
  shop,
}) => {
  const title = "An evening in the loft";
  const productId = await putServiceOnSale(shop, { slug: "loft-evening", title });
  // Nothing is free before the second month from now, and two rooms are free at each time. The lead ends at a midnight.
  await shop.sql(
    `update service set horizon_days = 120, step_minutes = 30,
       lead_minutes = ceil(extract(epoch from date_trunc('day', now()) + interval '41 days' - now()) / 60)
     where product_id = $1`,
    [productId],
  );
  await shop.sql(`update variant set duration_minutes = 60 where product_id = $1`, [productId]);
  await shop.sql(
    `insert into service_resource (product_id, resource_id, position)
     select $1::uuid, id, row_number() over (order by id) from resource where archived_at is null order by id limit 2`,
    [productId],
  );
  await page.goto("/products/loft-evening");
  const times = page.locator('input[name="time"]:not([disabled])');
  await expect(times.nth(1)).toBeAttached();
  await expect(page.getByText("Nothing is free in this month.")).toBeHidden();
  // It goes back to the first month, and stays there.
  const month = page.getByRole("button", { name: "Month before" });
  await month.click();
  await expect(page.getByText("Nothing is free in this month.")).toBeVisible();
  await page.reload();

  const first = (await times.nth(0).getAttribute("value")) ?? "";
  for (const place of [0, 1]) {
    await times.nth(place).check({ force: true });
    const added = page.waitForResponse(/\/trpc\/cart\.add/);
    await page.getByRole("button", { name: /^Add \w+,? \d/ }).click();
    await added;
  }
  await page.goto("/cart");
  const hint = page.getByRole("note").filter({ hasText: "Overlaps with this one in your cart" });
  await expect(hint).toHaveCount(1);
  const told = page.locator(`time[datetime="${first}"]`);
  await expect(told).toHaveCount(2);
  const inCart = (await told.first().textContent()) ?? "";
  await expect(hint).toContainText(inCart);
  await expectAccessible(page);

  // Somebody in New York is told about the shop's clocks and their own, in the cart and by the checkout.
  const context = await browser.newContext({
    ...{ baseURL: shop.url, locale: "en-IE", timezoneId: "America/New_York" },
  });
  await context.addCookies(await page.context().cookies());
  const away = await context.newPage();
  await away.goto("/cart");
  const text = (await away.locator(`time[datetime="${first}"]`).first().textContent()) ?? "";
  expect(text).toMatch(/ in .+ \(.+ for you\)$/);
  await shop.sql(
    `insert into resource_block (id, resource_id, starts_at, ends_at, staff_name, created_at)
     select gen_random_uuid(), resource_id, $2::timestamptz, $2::timestamptz + interval '30 minutes', 'Clerk', now()
     from service_resource where product_id = $1`,
    [productId, first],
  );
  await away.goto("/checkout");
  await expect(away.getByText(`${title}: ${text} has just been taken.`)).toBeVisible();
  await context.close();
});

test("the only time of a day that another customer takes goes at once from the page of whoever chose it, in words, and comes back when it is given back", async ({
  browser,
  page,
  shop,
}) => {
  const productId = await putServiceOnSale(shop, { slug: "live-hour", title: "An hour that many want" });
  await shop.sql(`update variant set duration_minutes = 60 where product_id = $1`, [productId]);
  await shop.sql(
    `with room as (
       insert into resource (id, name, week, created_at)
       values (gen_random_uuid(), 'A room that many want', (select jsonb_agg('[{"from": "12:00", "to": "13:00"}]'::jsonb) from generate_series(1, 7)), now())
       returning id
     ) insert into service_resource (product_id, resource_id, position) select $1::uuid, id, 0 from room`,
    [productId],
  );
  const context = await browser.newContext({ baseURL: shop.url, locale: "en-IE" });
  const other = await context.newPage();
  const stream = page.waitForResponse(/catalog\.watchSlots/);
  await page.goto("/products/live-hour");
  await stream;
  await other.goto("/products/live-hour");
  const startsAt = (await freeTimes(page).last().getAttribute("value")) ?? "";
  const choose = (tab: Page) => tab.locator(`input[name="time"][value="${startsAt}"]`).check({ force: true });
  await choose(page);
  await choose(other);
  const add = page.getByRole("button", { name: /^Add \w+,? \d/ });
  await expect(add).toBeEnabled();
  // From now on only the stream can tell.
  await page.route(/catalog\.slots/, (route) => route.abort());
  await other.getByRole("button", { name: /^Add \w+,? \d/ }).click();
  await other.getByRole("link", { name: "Go to cart" }).click();
  await other.getByRole("link", { name: "Checkout" }).click();
  await expect(other.getByLabel("E-mail")).toBeVisible();

  await expect(page.getByText(/has just been taken\. Choose another time\./)).toBeVisible();
  const chosen = page.locator(`input[name="time"][value="${startsAt}"]`);
  await expect(chosen).toBeChecked();
  await expect(chosen).toBeDisabled();
  await expect(page.getByRole("button", { name: "Choose another time" })).toBeDisabled();
  await expectAccessible(page);

  // Given back: the hold ends.
  await shop.sql(
    `update checkout set expires_at = now() - interval '1 second'
     where id in (select checkout_id from booking where product_id = $1 and state = 'held')`,
    [productId],
  );
  await shop.runSchedule("expire-checkouts");
  await expect(add).toBeEnabled();
  await expect(page.getByText(/has just been taken/)).toBeHidden();
  await context.close();
});

test("the times stay live without a stream, after a network that was gone, and on a page that was hidden", async ({
  context,
  page,
  shop,
}) => {
  const productId = await putServiceOnSale(shop, { slug: "polled-hour", title: "An hour without a stream" });
  await shop.sql(`update variant set duration_minutes = 60 where product_id = $1`, [productId]);
  const [room] = await shop.sql<{ id: string }>(
    `with room as (
       insert into resource (id, name, week, created_at)
       values (gen_random_uuid(), 'A room without a stream', (select jsonb_agg('[{"from": "00:00", "to": "24:00"}]'::jsonb) from generate_series(1, 7)), now())
       returning id
     ) insert into service_resource (product_id, resource_id, position) select $1::uuid, id, 0 from room returning resource_id id`,
    [productId],
  );
  await blockToday(shop, "A room without a stream");
  /** Staff block the last free time that the page shows. */
  const blockLast = async () => {
    const time = freeTimes(page).last();
    const startsAt = (await time.getAttribute("value")) ?? "";
    await time.check({ force: true });
    await shop.sql(
      `insert into resource_block (id, resource_id, starts_at, ends_at, staff_name, created_at)
       values (gen_random_uuid(), $1, $2::timestamptz, $2::timestamptz + interval '30 minutes', 'Clerk', now())`,
      [room?.id, startsAt],
    );
    return page.locator(`input[name="time"][value="${startsAt}"]`);
  };
  await page.route(/catalog\.watchSlots/, (route) => route.abort());
  await page.goto("/products/polled-hour");
  await expect(await blockLast()).toBeDisabled({ timeout: 20_000 });

  await page.unroute(/catalog\.watchSlots/);
  const stream = page.waitForResponse(/catalog\.watchSlots/);
  await page.reload();
  await stream;
  await expect(freeTimes(page).last()).toBeAttached();
  await context.setOffline(true);
  const gone = await blockLast();
  await context.setOffline(false);
  await expect(gone).toBeDisabled({ timeout: 20_000 });

  // An answer of a proxy in between ends a stream for good, as far as the browser is concerned.
  await page.route(/catalog\.watchSlots/, (route) => route.fulfill({ status: 502, body: "Bad gateway" }));
  const refused = page.waitForResponse(
    (answer) => answer.url().includes("watchSlots") && answer.status() === 502,
  );
  await page.getByRole("button", { name: "Month after" }).click(); // another stream
  await refused;
  await page.unroute(/catalog\.watchSlots/);
  await page.waitForResponse((answer) => answer.url().includes("watchSlots") && answer.status() === 200);
  await page.getByRole("button", { name: "Month before" }).click();

  const ended = page.waitForEvent("requestfailed", (request) => request.url().includes("catalog.watchSlots"));
  await showAs(page, "hidden");
  await ended;
  const taken = await blockLast();
  await showAs(page, "visible");
  await expect(taken).toBeDisabled();
});
