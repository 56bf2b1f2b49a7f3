import { useEffect, useState } from "react";

/** The time, updated every second. `offset` is how far the server's clock is ahead of the device's, in ms. */
export function useNow(offset = 0): number {
  const [now, setNow] = useState(() => Date.now() + offset);
  useEffect(() => {
    const tick = () => setNow(Date.now() + offset);
    tick();
    const timer = setInterval(tick, 1_000);
    return () => clearInterval(timer);
  }, [offset]);
  return now;
}
