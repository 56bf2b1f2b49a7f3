import { useState } from "react";

/**
 * What is being read does not move: while news have the same `shape` they replace what is shown, as figures change in
 * place; otherwise they wait (`hasNews`) until they are asked for (`show`).
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
