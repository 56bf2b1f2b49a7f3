import { aResource, aService, manager as by, test } from "@dualtrack/testkit";
import { expect } from "vitest";
import { blockResource, moveBlock, unblockResource } from "../resources/block-resource.ts";
import { moveBooking } from "./move-booking.ts";
import { buyBookings, hour } from "./testing/buy-booking.ts";

test("whoever shows a room's time hears of what is held, moved to another room, blocked and freed", async ({
  shop,
}) => {
  const [room, other] = [await aResource(shop), await aResource(shop)];
  const variantId = await aService(shop, { resourceIds: [room, other] });
  const heard: (string | null)[] = [];
  using _ = { [Symbol.dispose]: shop.bus.subscribeAll("resource", (id) => heard.push(id)) };
  /** The rooms of which something is heard until nothing more comes. */
  const hears = async (...expected: string[]) => {
    await expect.poll(() => new Set(heard)).toEqual(new Set(expected));
    heard.length = 0;
  };
  const { bookingId } = await buyBookings(shop, { variantId, startsAt: hour(shop, 1) });
  await hears(room);
  const startsAt = hour(shop, 3).toISOString();
  await moveBooking(shop, { bookingId, revision: 0, startsAt, resourceId: other, by });
  await hears(room, other);

  const blockId = crypto.randomUUID();
  const times = { from: "2099-07-01T10:00", to: "2099-07-01T12:00" };
  await blockResource(shop, { resourceId: room, requestId: blockId, ...times, reason: "", by });
  await hears(room);
  const { startsAt: blockedFrom, endsAt } = await shop.db.resourceBlock.findUniqueOrThrow({
    where: { id: blockId },
  });
  const seen = { startsAt: blockedFrom.toISOString(), endsAt: endsAt.toISOString() };
  await moveBlock(shop, { blockId, from: "2099-07-02T10:00", to: "2099-07-02T12:00", seen, by });
  await hears(room);
  await unblockResource(shop, { blockId, by });
  await hears(room);
});
