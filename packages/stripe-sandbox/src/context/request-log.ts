import type { Live } from "../core/live.ts";
import type { ApiRequest, Ending } from "./api-request.ts";

const KEPT_REQUESTS = 300;
const KEPT_CHARACTERS = 16_000;

export interface LoggedRequest {
  id: string;
  /** Unix milliseconds on the sandbox's clock. */
  at: number;
  method: string;
  path: string;
  /** What was sent, form-encoded, without what might be a card number or its code. */
  sent: string;
  idempotencyKey: string | null;
  /** The version of the API that was asked for; null when the request did not say. */
  version: string | null;
  /** Whether the answer is an earlier one under the same idempotency key. */
  replayed: boolean;
  /** Null when a fault kept the answer back. */
  status: number | null;
  /** How it ended when there was no answer. */
  fault: "cut" | "silence" | null;
  durationMs: number;
  /** The answer, or null when it is too long to keep. */
  answer: string | null;
}

export type RequestLog = ReturnType<typeof createRequestLog>;

/** The last few hundred API requests, in memory only: for the console, not for the record. */
export function createRequestLog(live: Live) {
  let kept: LoggedRequest[] = [];
  return {
    add(request: ApiRequest, ending: Ending, at: number, durationMs: number): void {
      const answer = ending.kind === "answer" ? ending.answer : null;
      kept.push({
        id: request.id,
        at,
        method: request.method,
        path: request.path,
        sent: withoutCards([request.query, request.body].filter((part) => part !== "").join("&")),
        idempotencyKey: request.idempotencyKey ?? null,
        version: request.version ?? null,
        replayed: answer?.headers["idempotent-replayed"] === "true",
        status: answer?.status ?? null,
        fault: ending.kind === "answer" ? null : ending.kind,
        durationMs,
        answer: answer && answer.body.length <= KEPT_CHARACTERS ? answer.body : null,
      });
      if (kept.length >= 2 * KEPT_REQUESTS) kept = kept.slice(-KEPT_REQUESTS);
      if (live.isWatched()) live.publish({ type: "request", id: request.id, created: true });
    },
    /** Newest first. */
    list: (): LoggedRequest[] => kept.slice(-KEPT_REQUESTS).reverse(),
    find: (id: string): LoggedRequest | undefined => kept.find((one) => one.id === id),
    clear(): void {
      kept = [];
    },
  };
}

/** Form text as it may be shown: no card's code, and nothing as long as a card's number. */
function withoutCards(form: string): string {
  return form
    .slice(0, KEPT_CHARACTERS)
    .replace(/(cvc(?:%5D|\])?=)[^&]*/gi, "$1removed")
    .replace(/\d(?:(?:[ +-]|%20)?\d){12,18}/g, "removed");
}
