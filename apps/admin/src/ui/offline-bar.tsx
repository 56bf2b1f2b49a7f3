import { useSyncExternalStore } from "react";
import classes from "./offline-bar.module.css";

function subscribe(onChange: () => void): () => void {
  addEventListener("online", onChange);
  addEventListener("offline", onChange);
  return () => {
    removeEventListener("online", onChange);
    removeEventListener("offline", onChange);
  };
}

/** Says that the browser has no network; the page stays as it is. */
export function OfflineBar() {
  const online = useSyncExternalStore(subscribe, () => navigator.onLine);
  return (
    <div role="status">
      {!online && <p className={classes.bar}>You are offline. What you see is how it was before.</p>}
    </div>
  );
}
