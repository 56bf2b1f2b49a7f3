import type { Prisma } from "@dualtrack/db";

/** Everything that staff can change of a zone. */
export const zoneFields = {
  id: true,
  name: true,
  version: true,
  areas: {
    orderBy: [{ country: "asc" }, { state: "asc" }, { postalFrom: "asc" }],
    select: { country: true, state: true, postalFrom: true, postalTo: true },
  },
  methods: {
    orderBy: [{ position: "asc" }, { id: "asc" }],
    select: {
      id: true,
      name: true,
      isActive: true,
      isPickup: true,
      handlingDays: true,
      daysFrom: true,
      daysTo: true,
      rates: {
        orderBy: { currency: "asc" },
        select: {
          currency: true,
          basis: true,
          freeFromAmount: true,
          bands: {
            orderBy: { fromValue: "asc" },
            select: { fromValue: true, toValue: true, amount: true },
          },
        },
      },
    },
  },
} as const satisfies Prisma.ShippingZoneSelect;

export type ZoneRow = Prisma.ShippingZoneGetPayload<{ select: typeof zoneFields }>;
export type MethodOfZone = ZoneRow["methods"][number];
