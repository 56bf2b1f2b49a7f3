import { setTimeout as pause } from "node:timers/promises";

/** What a call of the shop came to: its answer, its refusal, or nothing in all the time. */
export type Outcome<Answer> = { answer: Answer } | { refusal: string } | { gaveUp: true };

/** Refusals of the moment: whoever waits a little may ask again. */
const momentary = new Set([
  "PAYMENT_UNAVAILABLE",
  "PAYMENT_QUEUED",
  "PAYMENT_UNCERTAIN",
  "ORDER_AWAITED",
  "CHECKOUTS_LIMITED",
  "TAX_UNAVAILABLE",
  "TOO_MANY_REQUESTS",
]);

/** Asks again and again, as a person does who sees an error, until there is an answer or a refusal that waiting does not change. */
export async function persist<Answer>(
  ask: () => Promise<Answer>,
  { untilMs, everyMs = 500 }: { untilMs: number; everyMs?: number },
): Promise<Outcome<Answer>> {
  for (;;) {
    try {
      return { answer: await ask() };
    } catch (error) {
      const code = refusalOf(error);
      if (code !== null && !momentary.has(code)) return { refusal: code };
      if (Date.now() > untilMs) return { gaveUp: true };
      await pause(everyMs);
    }
  }
}

/** The code of the shop's refusal; null: it has not answered, or not in words. */
export function refusalOf(error: unknown): string | null {
  const { data } = error as { data?: { refusal?: { code?: string } | null; code?: string } };
  if (data?.refusal?.code !== undefined) return data.refusal.code;
  return data?.code === "BAD_REQUEST" ? "BAD_REQUEST" : null;
}
