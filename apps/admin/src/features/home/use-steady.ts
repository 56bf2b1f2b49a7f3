import { useState } from "react";

/**
 * Keeps what is being read in its place: data of the same `shape` replaces what is shown at once; data of another shape
 * waits (`hasNews`) until `show` is called.
 */
export function useSteady<Data>(fresh: Data | undefined, shapeOf: (data: Data) => string) {
  const [shown, setShown] = useState(fresh);
  const fits = fresh !== undefined && (shown === undefined || shapeOf(fresh) === shapeOf(shown));
  if (fits && shown !== fresh) setShown(fresh);
  return {
    shown: fits ? fresh : shown,
    hasNews: fresh !== undefined && !fits,
    show: () => setShown(undefined),
  };
}
