/**
 * Each carrier's tracking page; `{number}` stands for the tracking number. The patterns are those of the carriers' public
 * pages. A change here affects new shipments only: each shipment stores its link.
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

/** The carriers with a known tracking page, in the order of the list. */
export const knownCarriers: readonly string[] = [...trackingPages.keys()];

export interface Tracking {
  carrier: string;
  trackingNumber: string | null;
  /** Entered by staff; a known carrier's link is made from the number instead. */
  trackingUrl: string | null;
}

/** The tracking link of a shipment: made from the number for a known carrier, else the one that staff entered. Null: none. */
export function trackingLink({ carrier, trackingNumber, trackingUrl }: Tracking): string | null {
  const page = trackingPages.get(carrier);
  if (page === undefined) return trackingUrl;
  return (
    trackingNumber && page.replace("{number}", () => encodeURIComponent(trackingNumber.replaceAll(/\s/g, "")))
  );
}
