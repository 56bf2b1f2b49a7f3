import { knownCarriers, type Tracking, trackingLink } from "@dualtrack/contract";

/** How somebody says that a parcel travels. */
export interface TrackingChoice {
  /** One of the known carriers; empty: another one. */
  known: string;
  otherName: string;
  number: string;
  /** Only for another carrier; of the known ones the link follows from the number. */
  link: string;
}

export function trackingChoiceOf({ carrier, trackingNumber, trackingUrl }: Tracking): TrackingChoice {
  const isKnown = knownCarriers.includes(carrier);
  return {
    known: isKnown ? carrier : "",
    otherName: isKnown ? "" : carrier,
    number: trackingNumber ?? "",
    link: isKnown ? "" : (trackingUrl ?? ""),
  };
}

/** What sending the choice would say. */
export function readTracking({ known, otherName, number, link }: TrackingChoice): Tracking {
  const carrier = known === "" ? otherName.trim() : known;
  const trackingNumber = number.trim() === "" ? null : number.trim();
  const trackingUrl = known === "" && link.trim() !== "" ? link.trim() : null;
  return { carrier, trackingNumber, trackingUrl: trackingLink({ carrier, trackingNumber, trackingUrl }) };
}

/** Why a tracking link can't be shown to customers; null: it can. */
export function linkProblem(link: string): string | null {
  const text = link.trim();
  if (text === "" || (URL.canParse(text) && text.startsWith("https://"))) return null;
  return "A tracking link starts with https://";
}

/** What is missing or wrong, in words; null: it can be sent. */
export function travelProblem(choice: TrackingChoice): string | null {
  if (readTracking(choice).carrier === "") return "Say first who carries it.";
  return choice.known === "" && linkProblem(choice.link) !== null
    ? "The tracking link is not right yet."
    : null;
}

/** `with DHL, number 123`. */
export function carrierText({
  carrier,
  trackingNumber,
}: Pick<Tracking, "carrier" | "trackingNumber">): string {
  return trackingNumber === null ? `with ${carrier}` : `with ${carrier}, number ${trackingNumber}`;
}
