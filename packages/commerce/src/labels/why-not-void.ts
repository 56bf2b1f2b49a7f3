import type { TrackerStatus } from "@dualtrack/contract";
import type { StoredLabel } from "./label-rows.ts";

/** Statuses of a parcel that the carrier does not have yet. */
const waitingStatuses: readonly (TrackerStatus | null)[] = [
  null,
  "unknown",
  "pre_transit",
  "cancelled",
  "error",
];

/** Why a label can't be sent back; null if it can. */
export function whyNotVoid(
  { state, trackerStatus }: Pick<StoredLabel, "state" | "trackerStatus">,
  { isDelivered }: { isDelivered: boolean },
): "not_bought" | "on_its_way" | "delivered" | null {
  if (state !== "bought") return "not_bought";
  if (isDelivered) return "delivered";
  return waitingStatuses.includes(trackerStatus) ? null : "on_its_way";
}
