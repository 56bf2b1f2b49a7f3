import { API_VERSION } from "../stripe/stripe-types.ts";

/** How a request for some version of the API is served. */
export interface ServedVersion {
  /** What the answer's `Stripe-Version` says. */
  answered: string;
  /** What the SDK warns of (`Stripe-Notice`); null where there is nothing to warn of. */
  notice: string | null;
}

/** `2024-06-20`, `2026-09-30.endive`; previews may go on after a semicolon. */
const form = /^(\d{4}-\d{2}-\d{2})(?:\.([a-z]+))?(?:; ?.*)?$/;
const [OWN_DAY = "", OWN_TRAIN = ""] = API_VERSION.split(".");

/**
 * Every version that Stripe has had or may come to have is answered in the shapes of the sandbox's own. Within a
 * release train nothing breaks, so there is nothing to warn of; null for what never was a version.
 * https://docs.stripe.com/api/versioning
 */
export function serveVersion(known: ReadonlySet<string>, asked: string | undefined): ServedVersion | null {
  if (asked === undefined || asked === API_VERSION) return { answered: API_VERSION, notice: null };
  const [, day = "", train = ""] = form.exec(asked) ?? [];
  if (!isDay(day)) return null;
  const sameTrain = train === OWN_TRAIN;
  const answered = sameTrain ? asked : API_VERSION;
  const but = `This sandbox speaks ${API_VERSION} and has answered in that version.`;
  if (day > OWN_DAY && train !== "")
    return {
      answered,
      notice: `The API version ${asked} is newer than this sandbox. ${but} What ${sameTrain ? "was added" : "was added or changed"} since then is unknown here.`,
    };
  if (train === "preview")
    return { answered, notice: `The API version ${asked} is a preview. ${but} Previews are not known here.` };
  if (!known.has(asked)) return null;
  if (sameTrain) return { answered, notice: null };
  return {
    answered,
    notice: `The API version ${asked} is older than this sandbox. ${but} Parameters that were removed since then are refused, and answers may differ from what this version's types say.`,
  };
}

/** Whether the calendar has this day. */
function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
