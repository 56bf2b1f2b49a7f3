import { type ReactNode, useEffect, useRef } from "react";

/**
 * A message that the customer has to read now: scrolled into view and focused, so that keys and screen readers continue
 * there.
 */
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
