import { useEffect, useState, useSyncExternalStore } from "react";

/** Those parts of this page that want an event stream, the newest last. */
const claims: symbol[] = [];
const listeners = new Set<() => void>();

function changeClaims(change: () => void) {
  change();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/**
 * Whether this part of the page may open an event stream now. A browser has six connections to the shop for all of its tabs, so a tab
 * has one stream at most: that of the part which was opened last. The others poll, and get it back.
 */
export function useOnlyStream(isWanted: boolean): boolean {
  const [claim] = useState(() => Symbol("stream"));
  useEffect(() => {
    if (!isWanted) return;
    changeClaims(() => claims.push(claim));
    return () => changeClaims(() => claims.splice(claims.indexOf(claim), 1));
  }, [isWanted, claim]);
  return useSyncExternalStore(subscribe, () => claims.at(-1) === claim);
}
