import { constants, createWriteStream } from "node:fs";
import { access, mkdir, open, rename, rm, stat, statfs } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { type FileStorage, StorageError } from "../file-storage.ts";

/** With less than this no file can be stored. */
const leastFreeBytes = 1_000_000;

/** Files in a folder of this machine. Only processes of this machine can share it. */
export function diskStorage(folder: string): FileStorage {
  return {
    async put(key, bytes) {
      const path = pathOf(folder, key);
      await attempt("A file can't be stored", () => mkdir(dirname(path), { recursive: true }));
      // Under another name until it is whole, so that a process that is killed leaves no half of a file.
      const part = partOf(path);
      // A pipeline ends both sides with the error of either: whose it was is seen where the bytes are read.
      let hasEndedEarly = false;
      async function* source() {
        try {
          yield* bytes;
        } catch (error) {
          hasEndedEarly = true;
          throw error;
        }
      }
      try {
        await pipeline(source, createWriteStream(part, { flags: "wx", flush: true }));
      } catch (error) {
        await rm(part, { force: true });
        throw hasEndedEarly ? error : new StorageError("A file can't be stored", error);
      }
      await attempt("A file can't be stored", async () => {
        await rename(part, path);
        await flushFolder(dirname(path));
      });
    },
    async open(key, range) {
      const handle = await found(() => open(pathOf(folder, key)));
      if (handle === null) return null;
      return handle.createReadStream(range ?? {});
    },
    async sizeOf(key) {
      return (await found(() => stat(pathOf(folder, key))))?.size ?? null;
    },
    async remove(key) {
      const path = pathOf(folder, key);
      await attempt("A file can't be removed", async () => {
        await rm(partOf(path), { force: true });
        await rm(path, { force: true });
      });
    },
    async assertReachable() {
      await attempt("The folder of files can't be written", async () => {
        await mkdir(folder, { recursive: true });
        await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
      });
      const { bavail, bsize } = await statfs(folder);
      if (bavail * bsize < leastFreeBytes)
        throw new StorageError("Files can't be stored", new Error("their disk is full"));
    },
  };
}

/** Keys are our own; one that could lead out of the folder is a bug. */
function pathOf(folder: string, key: string): string {
  if (!/^[a-z\d]{16,64}$/.test(key)) throw new Error(`No key of the file storage: ${key}`);
  return join(folder, key.slice(0, 2), key);
}

function partOf(path: string): string {
  return `${path}.part`;
}

/** Without this the name could be lost when the machine loses its power. */
async function flushFolder(path: string): Promise<void> {
  const folder = await open(path);
  await folder.sync().finally(() => folder.close());
}

async function found<Result>(look: () => Promise<Result>): Promise<Result | null> {
  try {
    return await look();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw new StorageError("A file can't be read", error);
  }
}

async function attempt(what: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    throw new StorageError(what, error);
  }
}
