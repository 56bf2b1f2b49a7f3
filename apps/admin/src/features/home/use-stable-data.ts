import { useState } from "react";

/**
 * Keeps what is being read in its place: data of the same `shape` replaces what is shown at once; data of another shape
 * waits (`hasUpdate`) until `show` is called.
 */
export function useStableData<Data>(latest: Data | undefined, shapeOf: (data: Data) => string) {
  const [shown, setShown] = useState(latest);
  const fits = latest !== undefined && (shown === undefined || shapeOf(latest) === shapeOf(shown));
  if (fits && shown !== latest) setShown(latest);
  return {
    shown: fits ? latest : shown,
    hasUpdate: latest !== undefined && !fits,
    show: () => setShown(undefined),
  };
}
