import { randomUUID } from "node:crypto";
import { aResource, aService, manager as by, type TestShop, test } from "@dualtrack/testkit";
import { expect } from "vitest";
import { getService } from "../catalog/get-service.ts";
import { updateService } from "../catalog/update-service.ts";
import { instantOf } from "../day-in-zone.ts";
import { blockResource, moveBlock, unblockResource } from "./block-resource.ts";
import { getResource, listResources } from "./queries.ts";
import { archiveResource, createResource, restoreResource, updateResource } from "./save-resource.ts";
import { getShopHours, updateShopHours } from "./shop-hours.ts";

const nine = [{ from: "09:00", to: "17:00" }];
const week = [nine, nine, nine, nine, nine, [], []];
const audited = (shop: TestShop, subject: string) =>
  shop.db.auditEntry.findMany({ where: { subject }, orderBy: { id: "asc" } });

test("a room is created once, has the shop's hours, and is named once", async ({ shop }) => {
  const requestId = randomUUID();
  const create = () => createResource(shop, { requestId, name: "Studio A", by });
  await Promise.all([create(), create()]); // pressed twice
  expect(await create()).toEqual({ resourceId: requestId });
  expect(await getResource(shop, { resourceId: requestId })).toMatchObject({
    ...{ name: "Studio A", week: null, isArchived: false, services: [], blocks: [], version: 1 },
    changed: { by: by.name },
  });
  await expect(createResource(shop, { requestId: randomUUID(), name: "Studio A", by })).rejects.toMatchObject(
    {
      code: "RESOURCE_NAME_TAKEN",
      details: { name: "Studio A" },
    },
  );
  expect(await audited(shop, "Studio A")).toMatchObject([
    { action: "resource.create", after: { name: "Studio A" } },
  ]);
});

test("whoever saves an older version of a room, of the hours or of a service is refused, and told who was faster", async ({
  shop,
}) => {
  const resourceId = await aResource(shop);
  const { name } = await getResource(shop, { resourceId });
  const saveRoom = (changed: string) =>
    updateResource(shop, { resourceId, version: 1, name: changed, week, by });
  const rooms = await Promise.allSettled([saveRoom(`${name} 1`), saveRoom(`${name} 2`)]);
  expect(rooms.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  expect(rooms.find(({ status }) => status === "rejected")).toMatchObject({
    reason: { code: "RESOURCE_CHANGED" },
  });
  expect(await getResource(shop, { resourceId })).toMatchObject({ version: 2, week });

  const { version } = await getShopHours(shop);
  const saveHours = () => updateShopHours(shop, { version, week, exceptions: [], by });
  await saveHours();
  await expect(saveHours()).rejects.toMatchObject({ code: "SHOP_HOURS_CHANGED", details: { by: by.name } });

  const variantId = await aService(shop, { resourceIds: [resourceId] });
  const { productId } = await shop.db.variant.findUniqueOrThrow({ where: { id: variantId } });
  const service = await getService(shop, { productId });
  const settings = {
    bufferBeforeMinutes: 0,
    bufferAfterMinutes: 15,
    capacity: 1,
    stepMinutes: 30,
    leadMinutes: 0,
    horizonDays: 9,
    freeCancelHours: 48,
    lateKeepPercent: 50,
    reminderHours: 12,
  };
  const saveService = () =>
    updateService(shop, {
      ...{ productId, version: service.version, ...settings, resourceIds: [resourceId], by },
      durations: [{ variantId, minutes: 45 }],
    });
  await saveService();
  expect(await getService(shop, { productId })).toMatchObject({
    ...{ version: service.version + 1, settings, resourceIds: [resourceId] },
    variants: [{ id: variantId, durationMinutes: 45 }],
  });
  await expect(saveService()).rejects.toMatchObject({ code: "PRODUCT_CHANGED" });
});

test("the order of a service's rooms is kept, and neither foreign variants nor unknown rooms are taken", async ({
  shop,
}) => {
  const rooms = [await aResource(shop), await aResource(shop)];
  const variantId = await aService(shop, { resourceIds: rooms });
  const foreign = await aService(shop, { resourceIds: rooms });
  const { productId } = await shop.db.variant.findUniqueOrThrow({ where: { id: variantId } });
  const save = async (resourceIds: string[], ofVariant: string) => {
    const { version, settings } = await getService(shop, { productId });
    if (settings === null) throw new Error("no settings");
    const durations = [{ variantId: ofVariant, minutes: 30 }];
    await updateService(shop, { productId, version, ...settings, durations, resourceIds, by });
  };
  await save(rooms.toReversed(), variantId);
  expect((await getService(shop, { productId })).resourceIds).toEqual(rooms.toReversed());
  await expect(save(rooms, foreign)).rejects.toMatchObject({ code: "VARIANT_NOT_FOUND" });
  await expect(save([randomUUID()], variantId)).rejects.toMatchObject({ code: "RESOURCE_NOT_FOUND" });
  expect((await getService(shop, { productId })).resourceIds).toEqual(rooms.toReversed());
});

test("hours and the days that differ are saved in the order of the days, and every change is in the log", async ({
  shop,
}) => {
  const { version } = await getShopHours(shop);
  const christmas = { from: "2026-12-24", to: "2026-12-27", name: "Christmas", openings: [] };
  const fair = {
    from: "2026-05-01",
    to: "2026-05-01",
    name: "Fair",
    openings: [{ from: "18:00", to: "02:00" }],
  };
  await updateShopHours(shop, { version, week, exceptions: [christmas, fair], by });
  expect(await getShopHours(shop)).toMatchObject({
    ...{ version: version + 1, week, exceptions: [fair, christmas], timeZone: shop.settings.timeZone },
  });
  expect((await audited(shop, "hours")).at(-1)).toMatchObject({
    action: "hours.update",
    after: { exceptions: [fair, christmas] },
  });
});

test("a blocked time is one of the shop's clocks; blocked twice it is blocked once, and goes again", async ({
  shop,
}) => {
  const resourceId = await aResource(shop);
  const block = {
    ...{
      resourceId,
      requestId: randomUUID(),
      from: "2099-07-01T10:00",
      to: "2099-07-01T12:30",
      reason: "Repairs",
      by,
    },
  };
  await Promise.all([blockResource(shop, block), blockResource(shop, block)]);
  const { name, blocks } = await getResource(shop, { resourceId });
  const local = (at: string | undefined) =>
    Temporal.Instant.from(at ?? "")
      .toZonedDateTimeISO(shop.settings.timeZone)
      .toPlainDateTime()
      .toString();
  expect(blocks).toMatchObject([{ id: block.requestId, reason: "Repairs", by: by.name }]);
  expect([local(blocks[0]?.startsAt), local(blocks[0]?.endsAt)]).toEqual([
    "2099-07-01T10:00:00",
    "2099-07-01T12:30:00",
  ]);
  for (const _ of ["once", "again"]) await unblockResource(shop, { blockId: block.requestId, by });
  expect((await getResource(shop, { resourceId })).blocks).toEqual([]);
  expect((await audited(shop, name)).map(({ action }) => action)).toEqual([
    "resource.block",
    "resource.unblock",
  ]);
});

test("an archived room stands last in the list and can be restored", async ({ shop }) => {
  const resourceId = await aResource(shop);
  for (const _ of ["once", "again"])
    await archiveResource(shop, {
      resourceId,
      version: (await getResource(shop, { resourceId })).version,
      by,
    });
  expect((await listResources(shop)).at(-1)).toMatchObject({ id: resourceId, isArchived: true });
  const { version } = await getResource(shop, { resourceId });
  await restoreResource(shop, { resourceId, version, by });
  expect(await getResource(shop, { resourceId })).toMatchObject({ isArchived: false });
});

/** The times of the resource's only block. */
async function blockOf(shop: TestShop, resourceId: string) {
  const { blocks } = await getResource(shop, { resourceId });
  expect(blocks).toHaveLength(1);
  return { startsAt: blocks[0]?.startsAt ?? "", endsAt: blocks[0]?.endsAt ?? "" };
}

test("a block is moved to other times of the shop's clocks, with what is booked then; a removed one is not", async ({
  shop,
}) => {
  const resourceId = await aResource(shop);
  const { name } = await getResource(shop, { resourceId });
  const requestId = randomUUID();
  const times = { from: "2099-07-01T10:00", to: "2099-07-01T12:30" };
  await blockResource(shop, { resourceId, requestId, ...times, reason: "", by });
  const seen = await blockOf(shop, resourceId);
  const move = (from: string, to: string) => moveBlock(shop, { blockId: requestId, from, to, seen, by });
  expect(await move("2099-07-02T09:00", "2099-07-02T10:00")).toEqual({ count: 0, bookings: [] });
  await move("2099-07-02T09:00", "2099-07-02T10:00"); // pressed twice
  expect(await blockOf(shop, resourceId)).toEqual({
    startsAt: instantOf("2099-07-02T09:00", shop.settings.timeZone).toISOString(),
    endsAt: instantOf("2099-07-02T10:00", shop.settings.timeZone).toISOString(),
  });
  // Another window still shows where it was.
  const details = await blockOf(shop, resourceId);
  await expect(move("2099-07-05T09:00", "2099-07-05T10:00")).rejects.toMatchObject({
    ...{ code: "RESOURCE_BLOCK_CHANGED", details },
  });
  await unblockResource(shop, { blockId: requestId, by });
  await expect(move("2099-07-03T09:00", "2099-07-03T10:00")).rejects.toMatchObject({
    code: "RESOURCE_BLOCK_NOT_FOUND",
  });
  expect((await audited(shop, name)).map(({ action }) => action)).toEqual([
    ...["resource.block", "resource.move_block", "resource.unblock"],
  ]);
});
