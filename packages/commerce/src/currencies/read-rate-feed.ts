import { type RateFeedProblem, writeCoded } from "@dualtrack/contract";
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
  const rates = parseRateFeed(await fetchText(url));
  if (rates === null) throw new RateFeedError("unreadable");
  return rates;
}

async function fetchText(url: string): Promise<string> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) });
    if (!response.ok) {
      await response.body?.cancel();
      throw new RateFeedError("refused", `HTTP ${response.status}`);
    }
    const decoder = new TextDecoder();
    let text = "";
    let bytes = 0;
    for await (const chunk of response.body ?? []) {
      bytes += chunk.byteLength;
      if (bytes > maxBytes) throw new RateFeedError("too_large");
      text += decoder.decode(chunk, { stream: true });
    }
    return text + decoder.decode();
  } catch (error) {
    if (error instanceof RateFeedError) throw error;
    if (error instanceof Error && error.name === "TimeoutError") throw new RateFeedError("too_slow");
    throw new RateFeedError("unreachable", saidBy(error));
  }
}

/** `fetch` hides the network's message in the cause. */
function saidBy(error: unknown): string | null {
  const { cause } = error instanceof Error ? error : { cause: null };
  if (cause instanceof Error) return cause.message;
  return error instanceof Error ? error.message : null;
}
