import { ApiError } from "./api-error.ts";
import type { Tracker } from "./objects.ts";
import type { Store } from "./store.ts";
import type { TrackerStatus } from "./tracker-statuses.ts";

/** The carrier reports a new status of a parcel. */
export function moveTracker(store: Store, trackingCode: string, status: TrackerStatus): Tracker {
  const shipment = store.findByCode(trackingCode);
  if (!shipment?.tracker) throw new ApiError(404, "TRACKER.NOT_FOUND", "There is no such tracker.");
  const now = store.now();
  const detail = {
    object: "TrackingDetail" as const,
    message: `The parcel is ${status.replaceAll("_", " ")}`,
    status,
    status_detail: "status_update",
    datetime: now,
    source: shipment.tracker.carrier,
  };
  const tracker = {
    ...shipment.tracker,
    status,
    status_detail: "status_update",
    updated_at: now,
    tracking_details: [...shipment.tracker.tracking_details, detail],
  };
  store.save({ ...shipment, status, tracker, updated_at: now });
  return tracker;
}
