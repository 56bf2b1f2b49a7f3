import { stripOldSessions } from "@dualtrack/db";
import type { Retention } from "../retention.ts";

export const sessionRetention: Retention = {
  name: "checkoutSecrets",
  after: "carts",
  remove: stripOldSessions,
};
