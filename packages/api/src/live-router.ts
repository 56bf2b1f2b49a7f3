import { changesFrom } from "./changes.ts";
import { router, staffProcedure } from "./trpc.ts";

export const liveRouter = router({
  /**
   * What has changed, at most once a second: pages then read again what they show. One stream serves all pages of a
   * browser. Its first message says that anything may have changed, so reconnecting is safe.
   */
  changes: staffProcedure.subscription(({ ctx, signal }) => {
    const { bus } = ctx.shop;
    return changesFrom(
      ["order", "resource", "sync_run", "webhook", "job"],
      (topic, listener) => bus.subscribeAll(topic, listener),
      signal,
    );
  }),
});
