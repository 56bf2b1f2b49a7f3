import { createHash, randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import { maxFileBytes } from "@dualtrack/contract";
import type { Actor } from "../actor.ts";
import { DomainError } from "../domain-error.ts";
import { StorageError } from "../file-storage.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";

/**
 * Stores a file that staff send, as its bytes arrive: never is more than a part of it in memory. Nothing refers to it yet; a
 * command such as `addFile` does, within a day. What is interrupted leaves nothing. FILE_REFUSED, STORAGE_UNAVAILABLE.
 */
export async function receiveUpload(
  shop: Shop,
  { bytes, by }: { bytes: Readable; by: Actor },
): Promise<{ uploadId: string }> {
  // The row is first: whatever is in the storage has one, so that a process that is killed leaves nothing unknown there.
  const { id, storageKey } = await transactFor(shop, by, ({ tx, now }) =>
    tx.uploadedFile.create({
      data: { storageKey: randomBytes(20).toString("hex"), startedAt: now, startedBy: by.email },
    }),
  );
  const measured = measure(bytes);
  try {
    await shop.storage.put(storageKey, measured.stream);
    const { sizeBytes, sha256 } = measured.result();
    await transactFor(shop, by, ({ tx, now }) =>
      tx.uploadedFile.update({ where: { id }, data: { sizeBytes, sha256, completedAt: now } }),
    );
    return { uploadId: id };
  } catch (error) {
    // What can't be removed now, the sweep removes.
    await removeUpload(shop, { id, storageKey }).catch((problem: unknown) =>
      shop.log.warn({ err: problem, uploadId: id }, "an interrupted upload could not be removed"),
    );
    if (!(error instanceof StorageError)) throw error;
    shop.log.error({ err: error }, "a file could not be stored");
    throw new DomainError("STORAGE_UNAVAILABLE", {});
  }
}

/** Removes the bytes, then the row: as long as there may be bytes, there is the row. */
export async function removeUpload(
  shop: Shop,
  { id, storageKey }: { id: string; storageKey: string },
): Promise<void> {
  await shop.storage.remove(storageKey);
  await shop.db.uploadedFile.deleteMany({ where: { id } });
}

/**
 * The same bytes, counted and hashed on their way: an error when they are none, too many, or end early. They are read as fast as
 * they are stored. The source is left open, so that its sender can be answered.
 */
function measure(bytes: Readable) {
  const hash = createHash("sha256");
  let sizeBytes = 0;
  const source: AsyncIterable<Uint8Array> = bytes.iterator({ destroyOnReturn: false });
  async function* counted() {
    try {
      for await (const chunk of source) {
        sizeBytes += chunk.byteLength;
        if (sizeBytes > maxFileBytes) throw new DomainError("FILE_REFUSED", { why: "too_many_bytes" });
        hash.update(chunk);
        yield chunk;
      }
    } catch (error) {
      throw error instanceof DomainError ? error : new UploadInterruptedError("The upload broke off");
    }
    if (sizeBytes === 0) throw new DomainError("FILE_REFUSED", { why: "empty" });
  }
  return {
    stream: Readable.from(counted(), { objectMode: false }),
    result: () => ({ sizeBytes, sha256: hash.digest("hex") }),
  };
}

/** The sender has gone before the end of the file. */
export class UploadInterruptedError extends Error {}
