/** What records this process's spans. */
export interface Tracing {
  /** Sends what was recorded, at the latest until `ms` are over. */
  close(ms: number): Promise<void>;
}
