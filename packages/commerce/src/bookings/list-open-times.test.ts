import { Prisma } from "@dualtrack/db";
import { aResource, manager as by, test } from "@dualtrack/testkit";
import { expect } from "vitest";
import { blockResource } from "../resources/block-resource.ts";
import { archiveResource, updateResource } from "../resources/save-resource.ts";
import { getShopHours, updateShopHours } from "../resources/shop-hours.ts";
import { listOpenTimes } from "./list-open-times.ts";

test("a week has the open times of each room, nights from the evening before, exceptions and blocks that touch it", async ({
  shop,
}) => {
  const vienna = { ...shop, settings: { ...shop.settings, timeZone: "Europe/Vienna" } };
  const { version } = await getShopHours(vienna);
  const nine = [{ from: "09:00", to: "17:00" }];
  await updateShopHours(vienna, {
    ...{ version, by, week: [nine, nine, nine, nine, nine, [], []] },
    exceptions: [
      { from: "2031-10-24", to: "2031-10-27", name: "Fair", openings: [{ from: "10:00", to: "12:00" }] },
      { from: "2031-12-24", to: "2031-12-26", name: "Christmas", openings: [] },
    ],
  });
  const [plain, bar, closed] = [await aResource(vienna), await aResource(vienna), await aResource(vienna)];
  await vienna.db.resource.update({ where: { id: plain }, data: { name: "1 Plain", week: Prisma.DbNull } });
  const night = [{ from: "22:00", to: "04:00" }];
  await updateResource(vienna, {
    ...{ resourceId: bar, version: 1, name: "2 Bar", by },
    week: [[], [], [], [], [], night, night],
  });
  await archiveResource(vienna, { resourceId: closed, version: 1, by });
  const block = (from: string, to: string, reason: string) =>
    blockResource(vienna, { resourceId: plain, requestId: crypto.randomUUID(), from, to, reason, by });
  await block("2031-10-19T12:00", "2031-10-20T00:00", "before");
  await block("2031-10-19T12:00", "2031-10-20T00:01", "into");
  await block("2031-10-26T23:59", "2031-10-28T12:00", "out of");
  await block("2031-10-27T00:00", "2031-10-28T12:00", "after");

  const week = await listOpenTimes(vienna, { from: "2031-10-20", to: "2031-10-26" });
  expect(week.exceptions).toEqual([{ from: "2031-10-24", to: "2031-10-27", name: "Fair", isClosed: false }]);
  expect(week.blocks.map(({ reason }) => reason)).toEqual(["into", "out of"]);
  const timesOf = (id: string) =>
    week.resources
      .find((resource) => resource.id === id)
      ?.openTimes.map(({ from, until }) => `${from.slice(8, 16)} ${until.slice(8, 16)}`);
  // The clocks go back in the night to the 26th: 10:00 is 08:00 in UTC before it, 09:00 after.
  expect(timesOf(plain)).toEqual([
    ...["20T07:00 20T15:00", "21T07:00 21T15:00", "22T07:00 22T15:00", "23T07:00 23T15:00"],
    ...["24T08:00 24T10:00", "25T08:00 25T10:00", "26T09:00 26T11:00"],
  ]);
  // Its Sunday night of the week before reaches into this one; from the 24th on the fair's hours hold.
  expect(timesOf(bar)).toEqual([
    ...["19T20:00 20T02:00", "24T08:00 24T10:00", "25T08:00 25T10:00", "26T09:00 26T11:00"],
  ]);
  expect(timesOf(closed)).toEqual([]);
});
