import { defaultRangeExtractor, type Range, useWindowVirtualizer } from "@tanstack/react-virtual";
import { useLayoutEffect, useRef, useState } from "react";

/** Shorter lists are drawn whole, so that the browser's own search finds everything in them. */
const drawnWhole = 100;
/** How many rows above and below the visible ones are drawn. */
const margin = 12;

/** A row to draw, or the place of rows that are not drawn. */
type DrawnRow = { key: string; index: number } | { key: string; gap: number };

/**
 * Which rows of a long list to draw: the visible ones, and the one that has the focus with its neighbours, so that the
 * focus is never lost and the next row is always there. `rowHeight` in pixels is a row's height before it is drawn.
 */
export function useRowWindow<List extends HTMLElement>({
  count,
  rowHeight,
  current,
}: {
  count: number;
  rowHeight: number;
  current: number;
}) {
  const list = useRef<List>(null);
  const [top, setTop] = useState(0);
  // Content above the list may have grown or shrunk.
  useLayoutEffect(() => {
    if (list.current) setTop(Math.round(list.current.getBoundingClientRect().top + scrollY));
  });
  const isWindowed = count > drawnWhole;
  const { getVirtualItems, getTotalSize, measureElement } = useWindowVirtualizer({
    count: isWindowed ? count : 0,
    estimateSize: () => rowHeight,
    overscan: margin,
    scrollMargin: top,
    initialRect: { width: innerWidth, height: innerHeight },
    rangeExtractor: (range) => withNeighbours(range, current),
  });

  const rows: DrawnRow[] = [];
  if (!isWindowed) for (let index = 0; index < count; index += 1) rows.push({ key: String(index), index });
  let end = top;
  for (const item of getVirtualItems()) {
    if (item.start > end) rows.push({ key: `before ${item.index}`, gap: item.start - end });
    rows.push({ key: String(item.index), index: item.index });
    end = item.end;
  }
  const rest = top + getTotalSize() - end;
  if (isWindowed && rest > 0) rows.push({ key: "after", gap: rest });
  return {
    list,
    rows,
    /** A ref for each drawn row: it measures the row's height. */
    measured: (index: number) => (isWindowed ? { ref: measureElement, "data-index": index } : {}),
  };
}

function withNeighbours(range: Range, current: number): number[] {
  const adjacent = [current - 1, current, current + 1].filter((index) => index >= 0 && index < range.count);
  return [...new Set([...defaultRangeExtractor(range), ...adjacent])].toSorted((a, b) => a - b);
}
