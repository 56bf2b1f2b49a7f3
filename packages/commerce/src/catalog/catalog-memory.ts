import type { Db } from "@dualtrack/db";
import { type CatalogContent, readContent } from "./catalog-content.ts";
import { type CatalogLook, createLooks, type WantedLook } from "./catalog-look.ts";

interface Visit {
  tokenHash: string | null;
  /** The variants whose stock is to be shown. */
  variantIdsOf(content: CatalogContent): readonly string[];
}

/**
 * What the catalogue shows, kept in memory until its version changes, and what the database says of stock and of this customer's
 * cart now. Neither is older than the call.
 */
export async function visitCatalog(
  db: Db,
  { tokenHash, variantIdsOf }: Visit,
): Promise<{ content: CatalogContent; look: CatalogLook }> {
  const memory = memoryOf(db);
  const { known } = memory;
  const look = await memory.look({ tokenHash, variantIds: known === null ? [] : variantIdsOf(known) });
  if (known?.version === look.version) return { content: known, look };
  const content = await memory.read(look.version);
  return { content, look: await memory.look({ tokenHash, variantIds: variantIdsOf(content) }) };
}

interface CatalogMemory {
  /** The last content that was read; null: none was. */
  readonly known: CatalogContent | null;
  look(wanted: WantedLook): Promise<CatalogLook>;
  /** The content as it is since a look said `version`, or newer. */
  read(version: string): Promise<CatalogContent>;
}

const memories = new WeakMap<Db, CatalogMemory>();

function memoryOf(db: Db): CatalogMemory {
  let memory = memories.get(db);
  if (memory === undefined) {
    memory = createMemory(db);
    memories.set(db, memory);
  }
  return memory;
}

function createMemory(db: Db): CatalogMemory {
  const ask = createLooks(db);
  let known: CatalogContent | null = null;
  let newestVersion = "";
  let reading: { version: string; done: Promise<CatalogContent> } | null = null;
  let next: Promise<CatalogContent> | null = null;

  /** The version is older than what is read, if it changes meanwhile: then the next look finds that, and it is read again. */
  function start(): Promise<CatalogContent> {
    const version = newestVersion;
    const done = readContent(db, version).then((content) => {
      known = content;
      return content;
    });
    const over = () => {
      reading = null;
    };
    done.then(over, over);
    reading = { version, done };
    return done;
  }

  /** One at a time: those whose version came while an older one is being read wait, and share the next. */
  async function read(version: string): Promise<CatalogContent> {
    if (known?.version === version) return known;
    if (reading === null) return start();
    if (reading.version === version) return reading.done;
    next ??= reading.done
      .catch(() => {})
      .then(() => {
        next = null;
        return read(newestVersion);
      });
    return next;
  }

  return {
    get known() {
      return known;
    },
    async look(wanted) {
      const look = await ask(wanted);
      newestVersion = look.version;
      return look;
    },
    read,
  };
}
