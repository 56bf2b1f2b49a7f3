import type { Page } from "@playwright/test";
import { expectAccessible } from "./accessible.ts";
import { putBookingsIn, takeBookingsOut } from "./booked-time.ts";
import { auditOf, byOwner, Clerk } from "./clerk.ts";
import { buyByApi } from "./customer-by-api.ts";
import { expect, test } from "./fixtures.ts";
import { startShop } from "./shop-process.ts";

interface Place {
  x: number;
  y: number;
}

/** Where a local time of a day is in the calendar: a little below the line of that time. */
async function placeOf(page: Page, day: string, time: string): Promise<Place> {
  const line = page.locator(`[data-time="${time}:00"]`).last();
  await line.scrollIntoViewIfNeeded();
  const column = await page.locator(`[data-date="${day}"]`).last().boundingBox();
  const row = await line.boundingBox();
  if (column === null || row === null) throw new Error(`${day} ${time} is not shown`);
  return { x: column.x + column.width / 2, y: row.y + 4 };
}

type LocalTime = readonly [day: string, time: string];

async function drag(page: Page, from: LocalTime, to: LocalTime): Promise<void> {
  // The calendar may scroll to show one of them: only then both are where they are.
  await placeOf(page, ...to);
  const start = await placeOf(page, ...from);
  const end = await placeOf(page, ...to);
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move((start.x + end.x) / 2, (start.y + end.y) / 2, { steps: 8 });
  await page.mouse.move(end.x, end.y, { steps: 8 });
  await page.mouse.up();
}

const inCalendar = (page: Page, text: string | RegExp) =>
  page.getByRole("table").getByRole("button").filter({ hasText: text });

test.afterEach(({ shop }) => takeBookingsOut(shop));

test("staff draw a time to block it, move it by drag and by keyboard, and free it again", async ({
  page,
  shop,
}) => {
  const room = "Drawn room";
  await putBookingsIn(shop, {
    ...{ rooms: [room], title: "An hour by the calendar" },
    bookings: [
      { room, startsAt: "2031-06-10T12:00Z", minutes: 60, name: "Ada Example" },
      { room, startsAt: "2031-06-10T14:00Z", minutes: 60, name: null },
    ],
  });
  const clerk = new Clerk(page);
  const { dialog } = clerk;
  const [{ id = "" } = {}] = await shop.sql<{ id: string }>("select id from resource where name = $1", [
    room,
  ]);
  await clerk.open();
  await page.goto(`/admin/bookings?week=2031-06-10&room=${id}`);
  await expect(inCalendar(page, "12:00 Ada Example")).toBeVisible();
  await expect(inCalendar(page, "14:00 Not paid yet")).toBeVisible();
  await expectAccessible(page);

  await drag(page, ["2031-06-12", "10:00"], ["2031-06-12", "11:30"]);
  await expect(dialog).toContainText(`Block time of ${room}`);
  await expect(dialog.getByLabel("From")).toHaveValue("2031-06-12T10:00");
  await expect(dialog.getByLabel("Until")).toHaveValue("2031-06-12T11:45");
  await dialog.getByLabel("Reason").fill("Piano tuner");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Block it", exact: true }).click();
  await expect(page.getByText("The time is blocked. Nothing was booked in it.")).toBeVisible();

  // Over a booking, of which staff are told.
  const block = inCalendar(page, "Piano tuner");
  await expect(block).toContainText("10:00");
  const stored = () =>
    shop.sql<{ span: string }>(
      `select to_char(starts_at at time zone 'UTC', 'DD HH24:MI') || ' ' || to_char(ends_at at time zone 'UTC', 'HH24:MI') as span
       from resource_block where resource_id = $1`,
      [id],
    );
  await drag(page, ["2031-06-12", "10:30"], ["2031-06-10", "13:00"]);
  await expect(dialog.getByLabel("New beginning")).toHaveValue("2031-06-10T12:30");
  expect(await stored()).toEqual([{ span: "12 10:00 11:45" }]);
  await dialog.getByRole("button", { name: "Move it" }).click();
  await expect(page.getByText(/In it already, and stay: not paid yet .*; not paid yet/)).toBeVisible();
  await expect(block).toContainText("12:30");
  expect(await stored()).toEqual([{ span: "10 12:30 14:15" }]);

  await block.focus();
  await page.keyboard.press("Enter");
  await expect(dialog).toContainText("Piano tuner");
  await dialog.getByLabel("New end").fill("2031-06-10T09:00");
  await dialog.getByRole("button", { name: "Move it" }).click();
  await expect(dialog.getByText("The end is not after the beginning")).toBeVisible();
  await dialog.getByLabel("New beginning").fill("2031-06-11T08:00");
  await dialog.getByLabel("New end").fill("2031-06-11T09:00");
  await dialog.getByRole("button", { name: "Move it" }).click();
  await expect(block).toContainText("08:00");
  expect(await stored()).toEqual([{ span: "11 08:00 09:00" }]);

  // Somebody else was faster.
  await block.click();
  await shop.sql("delete from resource_block where resource_id = $1", [id]);
  await dialog.getByRole("button", { name: "Move it" }).click();
  await expect(dialog.getByText("Somebody has removed this block: the time can be booked.")).toBeVisible();
  await dialog.getByRole("button", { name: "Unblock" }).click();
  await expect(page.getByText("The time can be booked again.")).toBeVisible();
  await expect(block).toBeHidden();
  expect(await auditOf(shop, room)).toEqual([
    byOwner("resource.block"),
    byOwner("resource.move_block"),
    byOwner("resource.move_block"),
  ]);

  await inCalendar(page, "Ada Example").press("Enter");
  await expect(dialog).toContainText(/Tue,? 10 June 2031, 12:00–13:00, Drawn room/);
  await dialog.getByRole("button", { name: "Close" }).last().click();
  await page.getByText("List", { exact: true }).click();
  await expect(page.getByRole("row").filter({ hasText: "Ada Example" })).toBeVisible();
  // The search knows days.
  await page.keyboard.press("ControlOrMeta+k");
  const search = page.getByRole("combobox", { name: "Search or jump" });
  await search.fill("10 June 2031");
  await expect(page.getByRole("option").filter({ hasText: "the week of that day" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("option", { name: "Orders booked on that day" }).click();
  await expect(page).toHaveURL(/orders\?bookedFrom=2031-06-10&bookedTo=2031-06-10/);
  await page.keyboard.press("ControlOrMeta+k");
  await search.fill("2031-06-10");
  await search.press("Enter");
  await expect(inCalendar(page, "12:00 Ada Example")).toBeVisible();
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`/admin/bookings?week=2031-06-10&room=${id}`);
  await expect(inCalendar(page, "12:00 Ada Example")).toBeVisible();
  await page.getByRole("button", { name: "Day after" }).click();
  await expect(inCalendar(page, "Ada Example")).toBeHidden();
  await expect(page.getByText("Wed 11 June 2031")).toBeVisible();
});

test("a booking is moved by drag: the customer gets a mail, a taken time is refused in words, and it goes by keyboard, too", async ({
  page,
  shop,
}) => {
  const order = await buyByApi(shop, "mix-with-the-engineer");
  // Far from everything that is booked or closed.
  const [booked] = await shop.sql<{ id: string; resource: string }>(
    `update booking b set starts_at = '2031-06-17T12:00Z', ends_at = '2031-06-17T13:00Z',
       busy_from = '2031-06-17T12:00Z', busy_until = '2031-06-17T13:00Z'
     from resource r, checkout c join "order" o on o.checkout_id = c.id
     where c.id = b.checkout_id and r.id = b.resource_id and o.number = $1 returning b.id, r.name as resource`,
    [Number(order.number.replace("DT-", ""))],
  );
  if (booked === undefined) throw new Error("Nothing is booked");
  const room = booked.resource;
  await putBookingsIn(shop, {
    ...{ rooms: [room], title: "Somebody else's hour" },
    bookings: [{ room, startsAt: "2031-06-19T10:00Z", minutes: 60, name: "Grace Example" }],
  });
  const stored = async () => {
    const [row] = await shop.sql<{ at: string }>(
      "select to_char(starts_at at time zone 'UTC', 'DD HH24:MI') as at from booking where id = $1",
      [booked.id],
    );
    return row?.at;
  };
  const clerk = new Clerk(page);
  const { dialog } = clerk;
  await clerk.open();
  await page.goto("/admin/bookings?week=2031-06-17");
  const entry = inCalendar(page, "Ada Example");
  await expect(entry).toContainText("12:00");
  const move = dialog.getByRole("button", { name: "Move it and tell them" });

  await drag(page, ["2031-06-17", "12:15"], ["2031-06-19", "10:15"]);
  await expect(dialog.getByLabel("New beginning")).toHaveValue("2031-06-19T10:00");
  await expect(dialog).toContainText("Ada Example gets a mail");
  await expectAccessible(page);
  await move.click();
  await expect(dialog.getByText(/That time is taken there/)).toBeVisible();
  await dialog.getByRole("button", { name: "Don't move it" }).click();
  await expect(entry).toContainText("12:00");
  expect(await stored()).toBe("17 12:00");

  await drag(page, ["2031-06-17", "12:15"], ["2031-06-18", "14:45"]);
  await move.click();
  await expect(page.getByText(`${order.number} is at Wed`)).toContainText("14:30");
  await expect(entry).toContainText("14:30");
  expect(await stored()).toBe("18 14:30");

  await entry.press("Enter");
  await expect(dialog.getByRole("link", { name: order.number })).toBeVisible();
  await dialog.getByRole("button", { name: "Move", exact: true }).click();
  await dialog.getByLabel("New beginning").fill("2031-06-20T09:00");
  await move.click();
  await expect(entry).toContainText("09:00");
  expect(await stored()).toBe("20 09:00");
  expect(await auditOf(shop, order.number)).toEqual([byOwner("booking.move"), byOwner("booking.move")]);
  const [mails] = await shop.sql(
    `select count(*)::int from mail m join "order" o on o.id = m.order_id
     where m.kind = 'booking_moved' and o.number = $1`,
    [Number(order.number.replace("DT-", ""))],
  );
  expect(mails).toEqual({ count: 2 });

  await shop.sql("update booking set no_show_at = now() where id = $1", [booked.id]);
  await page.reload();
  await expect(entry).toContainText("did not come");
});

test("the calendar has the shop's clocks wherever it is read, also in weeks in which they change", async ({
  browser,
}) => {
  test.setTimeout(120_000);
  await using shop = await startShop({ SHOP_TIME_ZONE: "Europe/Vienna" });
  const room = "Studio of Vienna";
  await putBookingsIn(shop, {
    ...{ rooms: [room], title: "An hour at night" },
    bookings: [
      { room, startsAt: "2031-03-30T00:00Z", minutes: 120, name: "Over the gap" },
      { room, startsAt: "2031-03-30T08:00Z", minutes: 60, name: "In spring" },
      { room, startsAt: "2031-10-26T00:00Z", minutes: 60, name: "First two" },
      { room, startsAt: "2031-10-26T01:00Z", minutes: 60, name: "Second two" },
      { room, startsAt: "2031-10-26T08:00Z", minutes: 60, name: "In autumn" },
    ],
  });
  await shop.sql(
    `insert into resource_block (id, resource_id, starts_at, ends_at, staff_name, created_at)
     select gen_random_uuid(), id, '2031-10-25T08:00Z', '2031-10-25T09:00Z', 'Clerk', now() from resource where name = $1`,
    [room],
  );
  const context = await browser.newContext({ baseURL: shop.url, timezoneId: "America/New_York" });
  const page = await context.newPage();
  await page.goto("/admin/");
  await page.getByLabel("E-mail").fill("owner@dualtrack.example");
  await page.getByLabel("Password", { exact: true }).fill("two-tracks-one-order");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("navigation", { name: "Sections" })).toBeAttached();

  const hoursOf = async (text: string) => {
    const box = await inCalendar(page, text).boundingBox();
    const row = await page.locator('[data-time="05:00:00"]').last().boundingBox();
    return Math.round(((box?.height ?? 0) / (row?.height ?? 1) / 4) * 10) / 10;
  };
  await page.goto("/admin/bookings?week=2031-03-24");
  await expect(inCalendar(page, "Over the gap")).toContainText("01:00");
  expect(await hoursOf("Over the gap")).toBeCloseTo(3, 0); // from 1 to 4 on the clocks
  await expect(inCalendar(page, "In spring")).toContainText("10:00");
  await page.goto("/admin/bookings?week=2031-10-20");
  // Both are in the row of two: the offset says which is which.
  await expect(inCalendar(page, "02:00 GMT+2 First two")).toBeVisible();
  await expect(inCalendar(page, "02:00 GMT+1 Second two")).toBeVisible();
  // Eight hours are in sight on a small screen.
  const heightOf = async (time: string) =>
    (await page.locator(`[data-time="${time}:00"]`).last().boundingBox())?.y ?? 0;
  expect((await heightOf("17:00")) - (await heightOf("09:00"))).toBeLessThan(560);
  await expect(inCalendar(page, "In autumn")).toContainText("09:00");

  // An hour at ten, also behind the night that is an hour longer.
  await drag(page, ["2031-10-25", "10:00"], ["2031-10-26", "10:00"]);
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByLabel("New beginning")).toHaveValue("2031-10-26T10:00");
  await expect(dialog.getByLabel("New end")).toHaveValue("2031-10-26T11:00");
  await dialog.getByRole("button", { name: "Move it" }).click();
  await expect(page.getByText("Nothing was booked in it.")).toBeVisible();
  expect(
    await shop.sql(
      "select starts_at = '2031-10-26T09:00Z' and ends_at = '2031-10-26T10:00Z' as moved from resource_block",
    ),
  ).toEqual([{ moved: true }]);
  await context.close();
});

test("a manager makes a calendar's address, which opens without a session, renews it and revokes it", async ({
  page,
  shop,
  request,
}) => {
  await putBookingsIn(shop, {
    ...{ rooms: ["Feed room"], title: "An hour to subscribe to" },
    bookings: [
      {
        room: "Feed room",
        startsAt: new Date(Date.now() + 36 * 60 * 60_000).toISOString(),
        minutes: 60,
        name: "Ada Example",
      },
    ],
  });
  const clerk = new Clerk(page);
  const { dialog } = clerk;
  await clerk.open("/admin/resources");
  const makeAddress = async (button: string) => {
    await page.getByRole("button", { name: button }).click();
    await dialog.getByRole("button", { name: "Make the address" }).click();
    const address = await dialog.getByLabel("Address", { exact: true }).inputValue();
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Done" }).click();
    return address;
  };
  const first = await makeAddress("Make an address for Feed room");
  expect(await (await request.get(first)).text()).toContain("SUMMARY:An hour to subscribe to: Ada Example");
  const second = await makeAddress("New address for Feed room");
  expect((await request.get(first)).status()).toBe(404);
  expect((await request.get(second)).status()).toBe(200);
  await page.getByRole("button", { name: "Revoke the address of Feed room" }).click();
  await dialog.getByRole("button", { name: "Revoke it" }).click();
  await expect(page.getByRole("button", { name: "Make an address for Feed room" })).toBeVisible();
  expect((await request.get(second)).status()).toBe(404);
});
