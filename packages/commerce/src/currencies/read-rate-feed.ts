import { type RateFeedProblem, writeCoded } from "@dualtrack/contract";
import { fetchText, NoAnswer } from "../fetch-text.ts";
import { type PublishedRates, parseRateFeed } from "./parse-rate-feed.ts";

/** How long the feed may take for its whole answer, in ms. */
const timeoutMs = 3_000;
/** The feed has about 2 kB. */
const maxBytes = 64_000;

/** The feed gave no rates; the message is for staff. */
export class RateFeedError extends Error {
  readonly code: RateFeedProblem;

  constructor(code: RateFeedProblem, said: string | null = null) {
    super(writeCoded({ code, said }, 300));
    this.code = code;
  }
}

/** Requests the reference rates of the European Central Bank. Throws RateFeedError. */
export async function readRateFeed(url: string): Promise<PublishedRates> {
  const rates = parseRateFeed(await readFeed(url));
  if (rates === null) throw new RateFeedError("unreadable");
  return rates;
}

async function readFeed(url: string): Promise<string> {
  try {
    const { status, text } = await fetchText(url, { timeoutMs, maxBytes });
    if (status < 200 || status > 299) throw new RateFeedError("refused", `HTTP ${status}`);
    return text;
  } catch (error) {
    throw error instanceof NoAnswer ? new RateFeedError(error.code, error.said) : error;
  }
}
