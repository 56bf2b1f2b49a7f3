import { useEffect, useRef } from "react";
import { Notice } from "../../ui/notice.tsx";

/** Why the last press of the button ended without an order, scrolled into sight. */
export function PayProblem({ problem }: { problem: string | null }) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (problem) ref.current?.scrollIntoView({ block: "nearest" });
  }, [problem]);
  return (
    <div ref={ref} className="mt-4 grid gap-4">
      {problem && (
        <Notice key={problem} variant="bad">
          {problem}
        </Notice>
      )}
    </div>
  );
}
