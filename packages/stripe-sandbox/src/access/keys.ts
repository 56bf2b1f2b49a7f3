import type { Clock } from "../core/clock.ts";
import { newId, randomWord } from "../core/ids.ts";
import type { Settings } from "../core/settings.ts";
import type { Permissions } from "./caller.ts";

/** A key beside the two that every sandbox has. */
export interface ApiKey {
  id: string;
  key: string;
  /** Null: a secret key, which may do everything. */
  permissions: Permissions | null;
  /** Milliseconds on the sandbox's clock; null: never. */
  expires: number | null;
}

export type Keys = ReturnType<typeof createKeys>;

/** Keys that somebody makes in the Dashboard at Stripe. They stay over a restart, and over a reset. */
export function createKeys(settings: Settings, clock: Clock) {
  let keys: ApiKey[] = settings.setting<ApiKey[]>("keys") ?? [];
  const keep = (next: ApiKey[]) => {
    keys = next;
    settings.saveSetting("keys", keys);
  };
  const make = (permissions: Permissions | null): ApiKey => ({
    id: newId("key"),
    key: `${permissions ? "rk" : "sk"}_test_${randomWord(24)}`,
    permissions,
    expires: null,
  });
  return {
    list: (): readonly ApiKey[] => keys,
    find: (key: string) => keys.find((one) => one.key === key),
    isExpired: ({ expires }: ApiKey) => expires !== null && expires <= clock.now(),
    add(permissions: Permissions | null): ApiKey {
      const made = make(permissions);
      keep([...keys, made]);
      return made;
    },
    /** Replaces a key by a new one with the same permissions; the old one works for `graceMs` more. */
    roll(id: string, graceMs: number): ApiKey | undefined {
      const old = keys.find((one) => one.id === id);
      if (!old) return undefined;
      const made = make(old.permissions);
      const ending = { ...old, expires: clock.now() + graceMs };
      keep([...keys.map((one) => (one.id === id ? ending : one)), made]);
      return made;
    },
    remove(id: string): boolean {
      const rest = keys.filter((one) => one.id !== id);
      const found = rest.length < keys.length;
      if (found) keep(rest);
      return found;
    },
  };
}
