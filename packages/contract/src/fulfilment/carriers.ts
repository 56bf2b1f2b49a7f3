/**
 * Where each carrier shows a parcel; `{number}` stands for its tracking number. The shapes are those of the carriers'
 * public pages. A carrier that changes its page changes a line here; parcels keep the link they left with.
 */
const trackingPages: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "Österreichische Post": "https://www.post.at/sv/sendungsdetails?snr={number}",
    DHL: "https://www.dhl.com/global-en/home/tracking.html?tracking-id={number}",
    "Deutsche Post": "https://www.deutschepost.de/de/s/sendungsverfolgung.html?piececode={number}",
    DPD: "https://tracking.dpd.de/status/en_US/parcel/{number}",
    GLS: "https://gls-group.eu/EU/en/parcel-tracking?match={number}",
    UPS: "https://www.ups.com/track?tracknum={number}",
    FedEx: "https://www.fedex.com/fedextrack/?trknbr={number}",
    "Royal Mail": "https://www.royalmail.com/track-your-item#/tracking-results/{number}",
    USPS: "https://tools.usps.com/go/TrackConfirmAction?tLabels={number}",
  }),
);

/** The carriers whose tracking pages we know, in the order of the list. */
export const knownCarriers: readonly string[] = [...trackingPages.keys()];

export interface Tracking {
  carrier: string;
  trackingNumber: string | null;
  /** Where it can be followed; of a known carrier it follows from the number. */
  trackingUrl: string | null;
}

/** Where a parcel can be followed: at a known carrier by its number, else where staff say. Null: nowhere. */
export function trackingLink({ carrier, trackingNumber, trackingUrl }: Tracking): string | null {
  const page = trackingPages.get(carrier);
  if (page === undefined) return trackingUrl;
  return (
    trackingNumber && page.replace("{number}", () => encodeURIComponent(trackingNumber.replaceAll(/\s/g, "")))
  );
}
