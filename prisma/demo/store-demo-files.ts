import { createHash, randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import type { FileStorage } from "../../packages/commerce/src/index.ts";
import type { Db } from "../../packages/db/src/index.ts";
import { demoBeats, previewOf } from "./demo-beats.ts";
import { rate } from "./sound/play-pattern.ts";
import { wavFile } from "./sound/wav.ts";

/** Who added the demo's files, as the console shows it. */
export const addedBy = "demo@dualtrack.example";

/** What of the demo's sounds is in the file storage, by the names of the sounds. */
export interface StoredSounds {
  /** Ids of uploads, of those that are sold. */
  sold: Map<string, string>;
  /** Of those that everybody may hear. */
  heard: Map<string, { uploadId: string; durationMs: number }>;
}

/**
 * Plays the demo's beats and stores their files, before the transaction that refers to them. Should that not happen, the
 * sweep of unused uploads removes them after a day.
 */
export async function storeDemoFiles(db: Db, storage: FileStorage): Promise<StoredSounds> {
  const stored: StoredSounds = { sold: new Map(), heard: new Map() };
  for (const { sounds, variants, previews } of demoBeats)
    for (const [name, samples] of Object.entries(sounds())) {
      if (variants.some(({ files }) => files.includes(name)))
        stored.sold.set(name, await store(db, storage, samples));
      if (!previews.some(({ sound }) => sound === name)) continue;
      const preview = previewOf(samples);
      stored.heard.set(name, {
        uploadId: await store(db, storage, preview),
        durationMs: Math.round((preview.length / rate) * 1000),
      });
    }
  return stored;
}

/** The row is first, as with an upload of staff: whatever is in the storage has one. */
async function store(db: Db, storage: FileStorage, samples: Float64Array): Promise<string> {
  const bytes = wavFile(samples, rate);
  const { id, storageKey } = await db.uploadedFile.create({
    data: { storageKey: randomBytes(20).toString("hex"), startedAt: new Date(), startedBy: addedBy },
    select: { id: true, storageKey: true },
  });
  await storage.put(storageKey, Readable.from([bytes], { objectMode: false }));
  await db.uploadedFile.update({
    where: { id },
    data: {
      sizeBytes: bytes.length,
      sha256: createHash("sha256").update(bytes).digest("hex"),
      completedAt: new Date(),
    },
  });
  return id;
}
