import { removeOldVatIdChecks } from "@dualtrack/db";
import type { Retention } from "../retention.ts";

/** Answers about VAT ids that no customer has pressed Pay with. */
export const vatIdRetention: Retention = {
  name: "vatIdChecks",
  after: "carts",
  remove: removeOldVatIdChecks,
};
