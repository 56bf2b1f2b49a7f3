import { removeOldTaxCalculations } from "@dualtrack/db";
import type { Retention } from "../retention.ts";

/** Answers of Stripe Tax about checkouts that have ended, but for those that orders were priced with. */
export const taxCalculationRetention: Retention = {
  name: "taxCalculations",
  after: "carts",
  remove: removeOldTaxCalculations,
};
