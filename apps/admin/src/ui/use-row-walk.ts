import { useHotkeys } from "@mantine/hooks";
import { type KeyboardEvent, type MouseEvent, useState } from "react";

export type RowWalk = ReturnType<typeof useRowWalk>;

/**
 * `j` and `k` walk through a list's rows, Enter opens one, `x` picks it where rows can be picked. One row at a time can be reached with Tab: the one walked to
 * last, `start` at first. Going past the last row calls `onEnd`.
 */
export function useRowWalk({
  count,
  start,
  onEnd,
  onOpen,
  onPick,
}: {
  count: number;
  start: number;
  onEnd: () => void;
  onOpen: (index: number) => void;
  onPick?: (index: number) => void;
}) {
  const [walked, setCurrent] = useState(start);
  const current = Math.min(walked, count - 1);

  function walkTo(index: number) {
    if (index >= count) return onEnd();
    const row = document.querySelector<HTMLElement>(`[data-row="${Math.max(index, 0)}"]`);
    row?.focus({ preventScroll: true });
    row?.scrollIntoView({ block: "nearest" });
  }
  useHotkeys([
    ["j", () => walkTo(current + 1)],
    ["k", () => walkTo(current - 1)],
    ["x", () => current >= 0 && onPick?.(current)],
  ]);

  return {
    walkTo,
    rowProps: (index: number) => ({
      "data-row": index,
      "data-current": index === current || undefined,
      tabIndex: index === Math.max(current, 0) ? 0 : -1,
      onFocus: () => setCurrent(index),
      onKeyDown: (event: KeyboardEvent) => {
        if (event.key === "Enter" && event.target === event.currentTarget) onOpen(index);
      },
      // The number in the row is a link of its own: a new tab, a copied address. Selecting text opens nothing, nor does
      // picking the row.
      onClick: (event: MouseEvent) => {
        const isOnControl =
          event.target instanceof Element &&
          event.target.closest("a, button, input, label, [data-pick]") !== null;
        if (!isOnControl && !getSelection()?.toString()) onOpen(index);
      },
    }),
  };
}
