import { CarrierError } from "./carrier-error.ts";

/** Codes of status 422 after which the call may have had an effect all the same. */
const undecidedCodes: readonly unknown[] = [
  "SHIPMENT.PURCHASE.IN_PROGRESS",
  "SHIPMENT.POSTAGE.NO_RESPONSE",
  "SHIPMENT.POSTAGE.EXISTS",
];

/**
 * The error of a call by EasyPost's client. The client throws its own errors for answers in EasyPost's format, and whatever it
 * stumbles over for others, e.g. for a gateway's page in HTML: then nobody knows whether the call had an effect.
 */
export function carrierErrorOf(error: unknown): CarrierError {
  if (error instanceof CarrierError) return error;
  const cause = { cause: error };
  if (!(error instanceof Error)) return new CarrierError("fault", String(error), cause);
  const { statusCode, code } = error as { statusCode?: unknown; code?: unknown };
  if (error.name === "TimeoutError" || code === "ECONNABORTED")
    return new CarrierError("timeout", null, cause);
  if (typeof statusCode !== "number") {
    const isNoAnswer = typeof code === "string" || "response" in error || error instanceof TypeError;
    return new CarrierError(isNoAnswer ? "no_answer" : "fault", error.message, cause);
  }
  if (statusCode === 401 || statusCode === 403) return new CarrierError("key_refused", error.message, cause);
  if (statusCode === 429) return new CarrierError("rate_limited", error.message, cause);
  if (statusCode >= 500 || statusCode === 408) return new CarrierError("server_error", error.message, cause);
  if (undecidedCodes.includes(code)) return new CarrierError("undecided", error.message, cause);
  return new CarrierError("refused", saidOf(error), cause);
}

/** Its message, and what it says of fields. */
function saidOf(error: Error): string {
  const { errors } = error as { errors?: unknown };
  const details = Array.isArray(errors)
    ? errors.map((detail: { field?: unknown; message?: unknown } | string) =>
        typeof detail === "string"
          ? detail
          : `${String(detail.field ?? "")} ${String(detail.message ?? "")}`.trim(),
      )
    : [];
  return [error.message, ...details].join(" ").trim();
}
