import { Prisma } from "../../generated/prisma/client.ts";
import type { Tx } from "../connect.ts";

/** What holds for the whole shop and hardly ever changes, as a transaction has found it. */
export interface ShopState {
  /** Another one whenever staff have changed settings. */
  settingsVersion: string;
  /** Until when another copy of the database was in use, which sent mails to customers; null if there was none. */
  lostUntil: Date | null;
}

/** The version of the settings, for a statement that reads more. */
export const selectSettingsVersion = Prisma.sql`(select version::text from settings_version)`;

/** Its columns, for a statement that reads more. */
export const shopStateColumns = Prisma.sql`
  ${selectSettingsVersion} as "settingsVersion", (select lost_until from reconciliation) as "lostUntil"`;

/** Read alone. */
export async function readShopState(tx: Tx): Promise<ShopState> {
  const [row] = await tx.$queryRaw<ShopState[]>`select ${shopStateColumns}`;
  if (row === undefined) throw new Error("PostgreSQL answered no row for the shop's state");
  return row;
}

/** Keeps what was read under keys that name its version; what was read first is forgotten first. Don't change what it answers. */
export function rememberReads<Value>(most: number) {
  const remembered = new Map<string, Value>();
  return async (key: string, read: () => Promise<Value>): Promise<Value> => {
    const known = remembered.get(key);
    if (known !== undefined) return known;
    const value = deepFreeze(await read());
    remembered.set(key, value);
    const [oldest] = remembered.keys();
    if (remembered.size > most && oldest !== undefined) remembered.delete(oldest);
    return value;
  };
}

function deepFreeze<Value>(value: Value): Value {
  if (typeof value !== "object" || value === null) return value;
  for (const part of Object.values(value)) deepFreeze(part);
  return Object.freeze(value);
}
