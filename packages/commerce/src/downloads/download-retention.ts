import { stripOldDownloads } from "@dualtrack/db";
import type { Retention } from "../retention.ts";

export const downloadRetention: Retention = {
  name: "downloadNetworks",
  after: "downloads",
  remove: stripOldDownloads,
};
