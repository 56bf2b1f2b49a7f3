import { trpc } from "../../server/trpc.ts";

/** To be called when something was done with a message: whatever shows messages asks again. */
export function useMessageChanged(): () => Promise<unknown> {
  const utils = trpc.useUtils();
  return () => Promise.all([utils.messages.invalidate(), utils.reports.attention.invalidate()]);
}
