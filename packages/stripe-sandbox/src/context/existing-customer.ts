import { missing } from "../stripe/errors.ts";
import type { SandboxContext } from "./sandbox-context.ts";

/** The id again, if there is such a customer; `param` names it when not. */
export function existingCustomer(context: SandboxContext, id: string, param = "customer"): string {
  if (!context.store.find("customer", id)) throw missing("customer", id, param);
  return id;
}
