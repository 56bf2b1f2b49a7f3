import { isIP } from "node:net";
import type { Env } from "./env-schema.ts";

type Place = Pick<Env, "HOST" | "PORT">;

/** The address under which this machine reaches the server. */
export function ownAddress({ HOST, PORT }: Place): string {
  const isEverywhere = HOST === undefined || HOST === "0.0.0.0" || HOST === "::";
  return `http://${isEverywhere ? "127.0.0.1" : inUrl(HOST)}:${PORT}`;
}

/** The shop's public address if PUBLIC_URL does not set one. */
export function publicAddress({ PUBLIC_URL, ...place }: Place & Pick<Env, "PUBLIC_URL">): string {
  if (PUBLIC_URL !== undefined) return PUBLIC_URL.replace(/\/$/, "");
  const own = new URL(ownAddress(place));
  return /^(127\.|\[::1\])/.test(own.hostname) ? `http://localhost:${place.PORT}` : own.origin;
}

function inUrl(host: string): string {
  return isIP(host) === 6 ? `[${host}]` : host;
}
