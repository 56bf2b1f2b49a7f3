import { useHotkeys } from "@mantine/hooks";
import { useState } from "react";

export type RowWalk = ReturnType<typeof useRowWalk>;

/**
 * `j` and `k` walk through a list's rows. One row at a time can be reached with Tab: the one walked to last.
 * Going past the last row calls `onEnd`.
 */
export function useRowWalk({ count, onEnd }: { count: number; onEnd: () => void }) {
  const [current, setCurrent] = useState(-1);

  function walkTo(index: number) {
    if (index >= count) return onEnd();
    const row = document.querySelector<HTMLElement>(`[data-row="${Math.max(index, 0)}"]`);
    row?.focus({ preventScroll: true });
    row?.scrollIntoView({ block: "nearest" });
  }
  useHotkeys([
    ["j", () => walkTo(current + 1)],
    ["k", () => walkTo(current - 1)],
  ]);

  return {
    rowProps: (index: number) => ({
      "data-row": index,
      "data-current": index === current || undefined,
      tabIndex: index === Math.max(current, 0) ? 0 : -1,
      onFocus: () => setCurrent(index),
    }),
  };
}
