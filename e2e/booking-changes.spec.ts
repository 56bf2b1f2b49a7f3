import { expectAccessible } from "./accessible.ts";
import { blockToday } from "./booked-time.ts";
import { Clerk } from "./clerk.ts";
import { cards } from "./customer.ts";
import { expect, test } from "./fixtures.ts";
import type { ShopProcess } from "./shop-process.ts";

/** A service on sale with a room that is always open; half of its price is kept of a late cancellation. */
async function putRoomOnSale(shop: ShopProcess, { slug, title }: { slug: string; title: string }) {
  const days = JSON.stringify(Array.from({ length: 7 }, () => [{ from: "08:00", to: "20:00" }]));
  await shop.sql(
    `with made as (
       insert into product (id, slug, kind, title, artist, description, published, first_published_at, position)
       values (gen_random_uuid(), $1, 'service', $2, 'The studio', 'Two hours.', true, now(), 100) returning id
     ), room as (
       insert into resource (id, name, week, created_at) values (gen_random_uuid(), $2 || ' room', $3::jsonb, now())
       returning id
     ), booked as (
       insert into service (product_id, free_cancel_hours, late_keep_percent) select id, 6, 50 from made returning product_id
     ), taken as (
       insert into service_resource (product_id, resource_id, position) select made.id, room.id, 0 from made, room, booked
     ), offered as (
       insert into variant (id, product_id, sku, title, tracks_stock, duration_minutes)
       select gen_random_uuid(), id, upper($1), '', false, 60 from made returning id
     ) insert into price (id, variant_id, currency, unit_amount)
       select gen_random_uuid(), id, 'eur', 8000 from offered`,
    [slug, title, days],
  );
}

test("a customer moves a booking and cancels it late, as the page has said; staff move another, cancel it, and note who did not come", async ({
  page,
  customer,
  browser,
  shop,
}) => {
  const title = "Two hours in the attic";
  await putRoomOnSale(shop, { slug: "attic-hours", title });
  await blockToday(shop, `${title} room`);
  await page.goto("/products/attic-hours");
  await expect(
    page.getByText(
      "You can cancel or move it free of charge until 6 h before it begins. If you cancel later, 50 % of the price is kept.",
    ),
  ).toBeVisible();
  const free = page.locator('input[name="time"]:not([disabled])');
  await page.getByRole("button", { name: "Month after" }).click();
  await expect(free.first()).toBeAttached();
  for (const place of [0, 2]) {
    await free.nth(place).check({ force: true });
    const added = page.waitForResponse(/\/trpc\/cart\.add/);
    await page.getByRole("button", { name: /^Add \w+,? \d/ }).click();
    await added;
  }
  await page.goto("/cart");
  await customer.goToCheckout();
  await page.getByLabel("E-mail").fill("customer@example.com");
  await page.getByLabel("Full name").fill("Ada Example");
  await page.getByLabel("Country").selectOption("AT");
  await customer.fillCard(cards.good);
  await customer.payButton.click();
  await expect(customer.status).toContainText("Confirmed");

  // To another time: the calendar opens where something is free, and its own time is not lost if nothing is chosen.
  const first = page.getByRole("listitem").filter({ hasText: title }).first();
  const stream = page.waitForResponse(/catalog\.watchSlots/);
  await first.getByRole("button", { name: "Change the time" }).click();
  await stream;
  const move = page.getByRole("region", { name: "Change the time" });
  await expect(free.first()).toBeAttached();
  await expectAccessible(page);
  // What staff block meanwhile goes at once: without the stream it is asked for every 10 s.
  const blocked = (await free.last().getAttribute("value")) ?? "";
  await shop.sql(
    `insert into resource_block (id, resource_id, starts_at, ends_at, staff_name, created_at)
     select gen_random_uuid(), id, $2::timestamptz, $2::timestamptz + interval '1 hour', 'Clerk', now()
     from resource where name = $1`,
    [`${title} room`, blocked],
  );
  await expect(page.locator(`input[name="time"][value="${blocked}"]`)).toBeDisabled({ timeout: 7_000 });
  const target = (await free.nth(1).getAttribute("value")) ?? "";
  await free.nth(1).check({ force: true });
  await move.getByRole("button", { name: /^Move to \w+,? \d/ }).click();
  await expect(page.getByText(/^Your booking is now on .*We have written to you\.$/)).toBeFocused();
  await expect(page.locator(`time[datetime="${target}"]`).first()).toBeVisible();
  const event = page.getByRole("listitem").filter({ hasText: `${title} was moved to another time` });
  await expect(event.locator("dd time")).toHaveCount(2);
  await expect(event.locator("dd time").last()).toHaveAttribute("datetime", target);
  const calendar = await page.request.get(
    (await page.getByRole("link", { name: "Add to calendar" }).getAttribute("href")) ?? "",
  );
  expect(calendar.headers()["content-type"]).toContain("text/calendar");
  expect((await calendar.text()).match(/BEGIN:VEVENT/g)).toHaveLength(2);

  // It is within its last hours now: half is kept, and somebody in another window was faster.
  const [order] = await shop.sql<{ number: number }>(
    `select number from "order" order by number desc limit 1`,
  );
  await shop.sql(
    `update booking set free_cancel_hours = 2000 where checkout_id = (select checkout_id from "order" where number = $1)`,
    [String(order?.number)],
  );
  await page.reload();
  await expect(first.getByText("It begins too soon for its time to be changed.")).toBeVisible();
  await expect(first.getByRole("button", { name: "Change the time" })).toHaveCount(0);
  await first.getByRole("button", { name: "Cancel this booking" }).click();
  const cancel = page.getByRole("region", { name: "Cancel this booking" });
  await expect(cancel).toContainText("You get €40.00 of €80.00 back, as it begins in less than 2000 h.");
  await expectAccessible(page);
  await shop.sql(
    `update booking set late_keep_percent = 75 where checkout_id = (select checkout_id from "order" where number = $1)`,
    [String(order?.number)],
  );
  await cancel.getByRole("button", { name: "Cancel and get €40.00 back" }).click();
  await expect(cancel).toContainText("it is €20.00 of €80.00 now. Nothing was cancelled.");
  await cancel.getByRole("button", { name: "Cancel and get €20.00 back" }).click();
  await expect(
    page.getByText("Your booking is cancelled. We are sending €20.00 back to you. We have written to you."),
  ).toBeFocused();
  await expect(first).toContainText("Cancelled: this time is not booked any more.");
  await expect(first.getByRole("button", { name: "Cancel this booking" })).toHaveCount(0);

  await shop.sql("delete from resource_block where resource_id = (select id from resource where name = $1)", [
    `${title} room`,
  ]);
  // Staff move the other one to an odd time, and are told when it is taken.
  const context = await browser.newContext({ baseURL: shop.url, locale: "en-IE" });
  const clerk = new Clerk(await context.newPage());
  const { page: desk, dialog } = clerk;
  await clerk.openOrder(`DT-${order?.number}`);
  await desk.getByRole("button", { name: "Move", exact: true }).click();
  await expectAccessible(desk);
  const beginning = dialog.getByLabel("New beginning");
  const booked = (await beginning.inputValue()).slice(0, 11);
  await expect(dialog.getByRole("button", { name: /^\d\d:00 \(now\)$/ })).toHaveAttribute(
    "aria-pressed",
    "true",
  );
  await dialog
    .getByRole("group", { name: /^Free in Two hours in the attic room on / })
    .getByText("19:00")
    .click();
  await expect(beginning).toHaveValue(`${booked}19:00`);
  await beginning.fill(`${booked}05:17`);
  await expect(dialog.getByRole("status")).toHaveText(
    /^Two hours in the attic room is closed then: on \w+,? \d+ \w+ \d+ it is open 08:00–20:00\. The booking can be moved there all the same\.$/,
  );
  await expectAccessible(desk);
  await dialog.getByRole("button", { name: "Move it" }).click();
  await expect(
    desk.getByText(/^Moved to .*05:17, Two hours in the attic room\. The old time is free\.$/),
  ).toBeVisible();
  await desk.getByRole("button", { name: "Cancel booking" }).click();
  await expectAccessible(desk);
  await dialog.getByLabel("Another amount").check();
  await dialog.getByLabel("Amount", { exact: true }).fill("90");
  await dialog.getByRole("button", { name: "Cancel and refund €90.00" }).click();
  await expect(dialog.getByText(/€80\.00/).first()).toBeVisible();
  await expect(dialog.getByRole("alert")).toBeVisible();
  await dialog.getByLabel(/^By the rule/).check();
  await dialog.getByRole("button", { name: "Keep the booking" }).click();
  await shop.sql(
    `update booking set busy_from = now() - interval '30 minutes', starts_at = now() - interval '30 minutes',
       ends_at = now() + interval '30 minutes', busy_until = now() + interval '30 minutes', moved_at = now()
     where state = 'confirmed' and checkout_id = (select checkout_id from "order" where number = $1)`,
    [String(order?.number)],
  );
  await desk.reload();
  await desk.getByRole("button", { name: "Did not come" }).click();
  await expect(desk.getByText("It is noted that the customer did not come.")).toBeVisible();
  await desk.getByRole("button", { name: "Came after all" }).click();
  await expect(desk.getByText("It is noted that the customer came after all.")).toBeVisible();
  await expect(desk.getByRole("region", { name: "Timeline", exact: true })).toContainText(
    "Customer came after all",
  );
  await context.close();
});
