import { appRouter } from "./app-router.ts";
import { defaultBodyBytes, type ProcedureMeta } from "./procedure-meta.ts";

/** Procedures by their paths, as tRPC stores them: `cart.add`. */
const procedures = appRouter._def.procedures as unknown as Readonly<
  Record<string, { _def: { meta?: ProcedureMeta } }>
>;

/** The most bytes that a call of these procedures may send; a batch may send as much as its calls together. */
export function maxBodyBytesOf(paths: readonly string[]): number {
  return paths.reduce((sum, path) => sum + (metaOf(path)?.maxBodyBytes ?? defaultBodyBytes), 0);
}

/** Whether the procedure takes a file, sent as a form. */
export function takesFile(path: string): boolean {
  return metaOf(path)?.takesFile === true;
}

function metaOf(path: string): ProcedureMeta | undefined {
  return Object.hasOwn(procedures, path) ? procedures[path]?._def.meta : undefined;
}
