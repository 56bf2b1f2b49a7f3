import { randomBytes } from "node:crypto";
import type { Shop } from "@dualtrack/commerce";

/** Around the clock, on every day. */
export const alwaysOpen = Array.from({ length: 7 }, () => [{ from: "00:00", to: "24:00" }]);

/** Creates a room, or a person, that is open around the clock. */
export async function aResource(shop: Shop): Promise<string> {
  const name = `Room ${randomBytes(6).toString("hex")}`;
  const data = { name, week: alwaysOpen, createdAt: shop.clock.now() };
  return (await shop.db.resource.create({ data, select: { id: true } })).id;
}

/** Creates a published service with one variant that takes one of these resources. */
export async function aService(
  shop: Shop,
  {
    resourceIds,
    durationMinutes = 60,
    price = 4_000,
    ...settings
  }: {
    resourceIds: string[];
    durationMinutes?: number;
    price?: number;
    capacity?: number;
    bufferBeforeMinutes?: number;
    bufferAfterMinutes?: number;
    stepMinutes?: number;
    leadMinutes?: number;
    horizonDays?: number;
    freeCancelHours?: number;
    lateKeepPercent?: number;
    reminderHours?: number;
  },
): Promise<string> {
  const suffix = randomBytes(6).toString("hex");
  const { variants } = await shop.db.product.create({
    select: { variants: { select: { id: true } } },
    data: {
      slug: `session-${suffix}`,
      kind: "service",
      title: `Session ${suffix}`,
      artist: "Studio",
      description: "A session",
      published: true,
      firstPublishedAt: shop.clock.now(),
      variants: {
        create: {
          ...{ sku: suffix, title: "", durationMinutes, tracksStock: false },
          prices: { create: { currency: "eur", unitAmount: price } },
        },
      },
      service: {
        create: {
          ...settings,
          resources: { create: resourceIds.map((resourceId, position) => ({ resourceId, position })) },
        },
      },
    },
  });
  return variants[0]?.id ?? "";
}

/** A full hour of the shop's time, so many hours after the first one that is a day or more ahead. */
export function fullHour({ clock }: Pick<Shop, "clock">, hours: number): Date {
  const hourMs = 60 * 60_000;
  return new Date((Math.ceil(clock.now().getTime() / hourMs) + 24 + hours) * hourMs);
}
