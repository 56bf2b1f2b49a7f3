import { missing } from "../stripe/errors.ts";
import type { World } from "./sandbox-context.ts";

/** The id again, if there is such a customer; `param` names it when not. */
export function existingCustomer(world: World, id: string, param = "customer"): string {
  if (!world.store.find("customer", id)) throw missing("customer", id, param);
  return id;
}
