import { join } from "node:path";
import { diskStorage, type FileStorage, s3Storage } from "@dualtrack/commerce";
import type { Env } from "./env-schema.ts";

/** Where the shop's files are: an S3 bucket if one is set, else a folder of this machine. */
export function openStorage(env: Env): FileStorage {
  return env.STORAGE_URL === undefined
    ? diskStorage(env.STORAGE_DIR ?? join(env.DUALTRACK_DATA_DIR, "files"))
    : s3Storage(env.STORAGE_URL);
}
