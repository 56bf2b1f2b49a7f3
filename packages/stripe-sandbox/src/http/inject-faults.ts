import { lockTimeout, rateLimited } from "../access/rate-limits.ts";
import type { Ending } from "../context/api-request.ts";
import type { ApiFault } from "../faults/faults.ts";
import { StripeError } from "../stripe/errors.ts";
import { answerOf } from "./handle-v1.ts";

const DEFAULT_LATENCY_MS = 1_000;

/** Applies the faults of this moment: waits for latency, and says how the request ends if it ends here. */
export async function injectFaults(
  faults: readonly ApiFault[],
  when: "before" | "after",
): Promise<Ending | undefined> {
  const now = faults.filter((fault) => momentOf(fault) === when);
  for (const fault of now)
    if (fault.action === "latency" || fault.latencyMs !== undefined)
      await sleep(fault.latencyMs ?? DEFAULT_LATENCY_MS);
  for (const fault of now) {
    const ending = endingOf(fault);
    if (ending) return ending;
  }
  return undefined;
}

/** A refusal for too many requests always comes before the work. */
function momentOf(fault: ApiFault): "before" | "after" {
  return fault.action === "rate_limit" || fault.action === "lock_timeout" ? "before" : fault.when;
}

function endingOf(fault: ApiFault): Ending | undefined {
  if (fault.action === "cut") return { kind: "cut" };
  if (fault.action === "hang") return { kind: "silence" };
  if (fault.action === "error")
    return {
      kind: "answer",
      answer: answerOf(askedError(fault)),
      sticky: fault.sticky ?? false,
    };
  if (fault.action === "rate_limit")
    return { kind: "answer", answer: answerOf(rateLimited(fault.reason ?? "global-rate")) };
  if (fault.action === "lock_timeout") return { kind: "answer", answer: answerOf(lockTimeout()) };
  return undefined;
}

function askedError({ status = 500, code, param }: ApiFault): StripeError {
  return new StripeError(status, {
    type: status >= 500 ? "api_error" : "invalid_request_error",
    ...(code === undefined ? {} : { code }),
    ...(param === undefined ? {} : { param }),
    message:
      "Sorry! There was an error while talking to one of our backends. (A fault that was asked of the sandbox.)",
  });
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}
