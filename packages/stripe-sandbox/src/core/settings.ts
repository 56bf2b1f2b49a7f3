/** What outlives a restart by its name. The store keeps it. */
export interface Settings {
  setting<T>(name: string): T | undefined;
  saveSetting(name: string, value: unknown): void;
  /** Calls back when changes were taken back, for who keeps a setting in memory. */
  onRollback(listener: () => void): void;
}
