import { knownCarriers, type Tracking, trackingLink } from "@dualtrack/contract";

/** The carrier and tracking number as chosen in the form. */
export interface TrackingChoice {
  /** One of the known carriers; empty: another one. */
  known: string;
  otherName: string;
  number: string;
  /** Only for another carrier; the link of a known one follows from the number. */
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

/** The tracking fields of the request. */
export function readTracking({ known, otherName, number, link }: TrackingChoice): Tracking {
  const carrier = known === "" ? otherName.trim() : known;
  const trackingNumber = number.trim() === "" ? null : number.trim();
  const trackingUrl = known === "" && link.trim() !== "" ? link.trim() : null;
  return { carrier, trackingNumber, trackingUrl: trackingLink({ carrier, trackingNumber, trackingUrl }) };
}

/** Why a tracking link can't be shown to customers; null if it can. */
export function linkProblem(link: string): string | null {
  const text = link.trim();
  if (text === "" || (URL.canParse(text) && text.startsWith("https://"))) return null;
  return "A tracking link starts with https://";
}

/** The message about what is missing or wrong; null if it can be sent. */
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
