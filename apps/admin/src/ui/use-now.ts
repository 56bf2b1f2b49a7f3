import { useEffect, useState } from "react";

/** The time, updated every `everyMs` milliseconds, for texts such as "5 min ago". */
export function useNow(everyMs = 20_000): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
