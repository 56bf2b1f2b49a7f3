import { liveRoundings, type ShippingMethodInput } from "@dualtrack/contract";
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
      liveCarrier: true,
      liveService: true,
      liveSurchargePercent: true,
      liveSurchargeAmount: true,
      liveRoundTo: true,
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

/** The carrier's service whose price a stored method has; null: its rates are its price. */
export function liveServiceOf(method: Omit<MethodOfZone, "rates">): ShippingMethodInput["live"] {
  const { liveCarrier: carrier, liveService: service, liveRoundTo } = method;
  if (carrier === null || service === null) return null;
  const roundTo = liveRoundings.find((each) => each === liveRoundTo) ?? liveRoundings[0];
  const { liveSurchargePercent: surchargePercent, liveSurchargeAmount: surchargeAmount } = method;
  return { carrier, service, surchargePercent, surchargeAmount, roundTo };
}

/** The same as columns. */
export function liveServiceColumns(live: ShippingMethodInput["live"]) {
  return {
    liveCarrier: live?.carrier ?? null,
    liveService: live?.service ?? null,
    liveSurchargePercent: live?.surchargePercent ?? 0,
    liveSurchargeAmount: live?.surchargeAmount ?? 0,
    liveRoundTo: live?.roundTo ?? liveRoundings[0],
  };
}
