import { useHydrated } from "@tanstack/react-router";
import type { ReactNode } from "react";

/**
 * What is pressed or chosen. As long as the page is only drawn, before its scripts run, it looks and is out of use; then it is made anew,
 * as browsers put back into a form what somebody chose on an earlier visit.
 */
export function Controls({ children }: { children: ReactNode }) {
  const isLive = useHydrated();
  return (
    <div key={isLive ? "live" : "drawn"} inert={!isLive} className={isLive ? undefined : "opacity-60"}>
      {children}
    </div>
  );
}
