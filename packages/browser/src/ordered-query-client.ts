import {
  type InvalidateOptions,
  type InvalidateQueryFilters,
  type Query,
  QueryClient,
  type QueryClientConfig,
  type QueryKey,
} from "@tanstack/react-query";

/**
 * A query client in which a late answer never overwrites newer data.
 *
 * Data that is set (a mutation's answer, a message of a live stream) cancels the query's request that is under way: its
 * answer may be older. It may also be newer, as may one that came while the mutation was under way; since that can't be
 * known, the server is then asked once more. A query with `meta: { rereads: false }` is not.
 *
 * An invalidated query is asked again, even while its first answer is still awaited: TanStack's own client would keep
 * that first answer.
 */
export class OrderedQueryClient extends QueryClient {
  /** When a query got its last data, by this browser's clock. */
  readonly #answeredAt = new WeakMap<Query, number>();

  constructor(config?: QueryClientConfig) {
    super(config);
    this.getQueryCache().subscribe((event) => {
      if (event.type !== "updated" || event.action.type !== "success") return;
      if (event.action.manual) this.#keepWhatWasSet(event.query);
      this.#answeredAt.set(event.query, event.query.state.dataUpdatedAt);
    });
  }

  override invalidateQueries<TTaggedQueryKey extends QueryKey = QueryKey>(
    filters?: InvalidateQueryFilters<TTaggedQueryKey>,
    options?: InvalidateOptions,
  ): Promise<void> {
    for (const query of this.getQueryCache().findAll(filters)) {
      if (query.state.fetchStatus === "idle" || query.state.data !== undefined) continue;
      if (query.isActive()) void query.cancel({ revert: true });
      else void query.fetch().then(() => query.invalidate(), noop); // no observer: it is read again when one comes
    }
    return super.invalidateQueries(filters, options);
  }

  /**
   * Reads a part of what a query shows, and puts it in place with `put`. A part that was read while the query itself
   * was may be older than the query's answer, so it is read again.
   */
  async patchQueryData<Part>(
    queryKey: QueryKey,
    read: () => Promise<Part>,
    put: (part: Part) => void,
  ): Promise<void> {
    for (;;) {
      const query = this.getQueryCache().find({ queryKey, exact: true });
      if (query === undefined) return;
      if (query.state.fetchStatus !== "idle") await query.fetch().catch(noop); // waits for a request under way
      const { dataUpdateCount } = query.state;
      const part = await read();
      const isUntouched =
        query.state.fetchStatus === "idle" && query.state.dataUpdateCount === dataUpdateCount;
      if (isUntouched) return put(part);
    }
  }

  #keepWhatWasSet(query: Query): void {
    const isUncertain = query.state.fetchStatus !== "idle" || this.#wasAnsweredDuringMutation(query);
    void query.cancel({ revert: true }); // reverts to the data that was set
    if (isUncertain && query.meta?.rereads !== false)
      void this.invalidateQueries({ queryKey: query.queryKey, exact: true });
  }

  #wasAnsweredDuringMutation(query: Query): boolean {
    const answeredAt = this.#answeredAt.get(query) ?? 0;
    const pending = this.getMutationCache().findAll({ status: "pending" });
    return pending.some(({ state }) => answeredAt > state.submittedAt);
  }
}

function noop(): void {}
