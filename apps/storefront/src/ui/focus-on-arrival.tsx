import { type ReactNode, useEffect, useRef } from "react";

/** What the customer has to read now: brought into sight, and focused, so that keys and screen readers go on from it. */
export function FocusOnArrival({ children }: { children: ReactNode }) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    ref.current?.focus({ preventScroll: true });
    ref.current?.scrollIntoView({ block: "nearest" });
  }, []);
  return (
    <div ref={ref} tabIndex={-1} className="scroll-my-4 focus-visible:outline-none">
      {children}
    </div>
  );
}
