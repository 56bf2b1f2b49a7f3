import { removeOldMessages } from "@dualtrack/db";
import type { Retention } from "../retention.ts";

export const messageRetention: Retention = { name: "messages", after: "messages", remove: removeOldMessages };
