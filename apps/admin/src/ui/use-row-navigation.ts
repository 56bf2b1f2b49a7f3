import { useHotkeys } from "@mantine/hooks";
import { type KeyboardEvent, type MouseEvent, useLayoutEffect, useRef, useState } from "react";

export type RowNavigation = ReturnType<typeof useRowNavigation>;

/**
 * `j` and `k` move through a list's rows, Enter opens one, `x` selects it where rows can be selected. One row at a time
 * can be reached with Tab: the current one, `start` at first. Going past the last row calls `onEnd`.
 */
export function useRowNavigation({
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
  const [lastRow, setCurrent] = useState(start);
  const current = Math.min(lastRow, count - 1);

  const awaited = useRef<number | null>(null);
  useLayoutEffect(() => {
    if (awaited.current !== null && focusRow(awaited.current)) awaited.current = null;
  });

  function moveTo(wanted: number) {
    if (wanted >= count) return onEnd();
    const index = Math.max(wanted, 0);
    if (focusRow(index)) return;
    // Of a long list, only the visible rows and the current one are drawn.
    awaited.current = index;
    setCurrent(index);
  }
  useHotkeys([
    ["j", () => moveTo(current + 1)],
    ["k", () => moveTo(current - 1)],
    ["x", () => current >= 0 && onPick?.(current)],
  ]);

  return {
    moveTo,
    /** The row that Tab leads to. */
    current: Math.max(current, 0),
    rowProps: (index: number) => ({
      "data-row": index,
      "data-current": index === current || undefined,
      tabIndex: index === Math.max(current, 0) ? 0 : -1,
      onFocus: () => setCurrent(index),
      onKeyDown: (event: KeyboardEvent) => {
        if (event.key === "Enter" && event.target === event.currentTarget) onOpen(index);
      },
      // The number in the row is a link of its own: it can be opened in a new tab or copied. Selecting text opens
      // nothing, nor does selecting the row.
      onClick: (event: MouseEvent) => {
        const isOnControl =
          event.target instanceof Element &&
          event.target.closest("a, button, input, label, [data-pick]") !== null;
        if (!isOnControl && !getSelection()?.toString()) onOpen(index);
      },
    }),
  };
}

/** Whether the row was there. */
function focusRow(index: number): boolean {
  const row = document.querySelector<HTMLElement>(`[data-row="${index}"]`);
  row?.focus({ preventScroll: true });
  row?.scrollIntoView({ block: "nearest" });
  return row !== null;
}
