import type { CarrierApi } from "../carrier-api.ts";
import { DomainError } from "../domain-error.ts";
import type { Shop } from "../shop.ts";

/** How long a person, and a job, wait for an answer of the carrier service, in ms. */
export const personTimeout = { timeoutMs: 20_000 };
export const jobTimeout = { timeoutMs: 60_000 };

/** The carrier service. LABELS_NOT_SET_UP when the shop has none. */
export function carrierOf({ carrier }: Shop): CarrierApi {
  if (carrier === null) throw new DomainError("LABELS_NOT_SET_UP", { missing: "key" });
  return carrier;
}
