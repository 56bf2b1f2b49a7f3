import pg from "pg";
import { Prisma } from "../generated/prisma/client.ts";
import type { Tx } from "./connect.ts";
import { ourSession } from "./our-session.ts";

const channel = "dualtrack";

/** Says that a row has changed (of a resource: what is booked or blocked). It carries no data: listeners read the row again. */
export interface Hint {
  topic: "order" | "draft_order" | "drop" | "resource" | "sync_run" | "webhook" | "job";
  id: string;
}

/** Publishes a change to every process when (and only if) the caller's transaction commits. */
export async function notify(tx: Tx, hint: Hint): Promise<void> {
  await tx.$executeRaw`select ${pgNotify(hint)}`;
}

/** The call that announces a hint, for a statement that does more. */
export function pgNotify(hint: Hint): Prisma.Sql {
  return Prisma.sql`pg_notify(${channel}, ${JSON.stringify(hint)})`;
}

/** The same for rows that the statement finds: `id` is their column. */
export function pgNotifyOf(topic: Hint["topic"], id: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`pg_notify(${channel}, json_build_object('topic', ${topic}::text, 'id', ${id})::text)`;
}

export interface Bus {
  /** Calls `listener` for every hint about `id`, and once after each reconnection, as hints may have been missed. */
  subscribe(topic: Hint["topic"], id: string, listener: () => void): () => void;
  /** The same for all ids of the topic. The listener gets the id; null after a reconnection, as any row may have changed. */
  subscribeAll(topic: Hint["topic"], listener: (id: string | null) => void): () => void;
  close(): Promise<void>;
}

/**
 * Listens for hints on one connection of its own, and reconnects when it breaks.
 * @see https://www.postgresql.org/docs/current/sql-notify.html
 */
export async function openBus(url: string, onError: (error: unknown) => void): Promise<Bus> {
  const listeners = new Map<string, Set<(id: string | null) => void>>();
  let client: pg.Client | undefined;
  let closed = false;
  let retry: NodeJS.Timeout | undefined;
  let reconnecting: Promise<void> | undefined;

  const listen = async () => {
    const connection = new pg.Client({ connectionString: ourSession(url), keepAlive: true });
    connection.on("error", (error) => lost(connection, error));
    connection.on("notification", ({ payload }) => {
      const { topic, id } = JSON.parse(payload ?? "{}") as Hint;
      for (const key of [`${topic}:${id}`, everything(topic)])
        for (const listener of listeners.get(key) ?? []) listener(id);
    });
    try {
      await connection.connect();
      await connection.query(`listen ${channel}`);
    } catch (error) {
      void connection.end();
      throw error;
    }
    client = connection;
  };
  const lost = (connection: pg.Client, error: unknown) => {
    if (closed || connection !== client) return;
    client = undefined;
    onError(error);
    scheduleReconnect();
  };
  const scheduleReconnect = () => {
    retry = setTimeout(() => {
      reconnecting = reconnect();
    }, 1_000);
  };
  const reconnect = async () => {
    try {
      await listen();
      for (const group of listeners.values()) for (const listener of group) listener(null);
    } catch (error) {
      onError(error);
      if (!closed) scheduleReconnect();
    }
  };

  const add = (key: string, listener: (id: string | null) => void) => {
    const group = listeners.get(key) ?? new Set();
    listeners.set(key, group.add(listener));
    return () => {
      group.delete(listener);
      if (group.size === 0 && listeners.get(key) === group) listeners.delete(key);
    };
  };

  await listen();
  return {
    subscribe: (topic, id, listener) => add(`${topic}:${id}`, listener),
    subscribeAll: (topic, listener) => add(everything(topic), listener),
    async close() {
      closed = true;
      clearTimeout(retry);
      await reconnecting; // it would leave its connection open
      await client?.end();
    },
  };
}

function everything(topic: Hint["topic"]): string {
  return `${topic}:*`;
}
