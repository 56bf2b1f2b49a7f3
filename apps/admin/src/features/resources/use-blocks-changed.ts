import { trpc } from "../../server/trpc.ts";

/** What to call when blocks may have changed: pages that show them read them again. */
export function useBlocksChanged(): () => Promise<unknown> {
  const { resources } = trpc.useUtils();
  return () => Promise.all([resources.get.invalidate(), resources.openTimes.invalidate()]);
}
