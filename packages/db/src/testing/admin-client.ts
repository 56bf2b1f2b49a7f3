import pg from "pg";
import { ourSession } from "../our-session.ts";

const clients = new Map<string, Promise<pg.Client>>();

/**
 * This process's connection to the maintenance database, kept open: tests create and drop two thousand databases, and to
 * connect costs PostgreSQL as much as that. A connection that was lost is replaced at the next call.
 */
export function adminClient(adminUrl: string): Promise<pg.Client> {
  const known = clients.get(adminUrl);
  if (known !== undefined) return known;
  const opening = open(adminUrl, () => clients.delete(adminUrl));
  clients.set(adminUrl, opening);
  return opening;
}

async function open(adminUrl: string, forget: () => void): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: ourSession(adminUrl) });
  client.on("error", forget).on("end", forget);
  try {
    await client.connect();
  } catch (error) {
    forget();
    throw error;
  }
  return client;
}
