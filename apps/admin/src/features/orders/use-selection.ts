import { type MouseEvent, useRef, useState } from "react";
import type { ListedOrder } from "../../server/trpc.ts";

export type SelectedOrder = Pick<ListedOrder, "id" | "number">;
export type Selection = ReturnType<typeof useSelection>;

/**
 * The orders selected in a list. A click with Shift selects all rows up to the one selected before. `listKey` names the
 * list: a selection from another one is dropped.
 */
export function useSelection(orders: readonly ListedOrder[], listKey: string) {
  const [{ key, chosen }, setState] = useState<{ key: string; chosen: readonly SelectedOrder[] }>({
    key: listKey,
    chosen: [],
  });
  const selected = key === listKey ? chosen : [];
  const setSelected = (next: readonly SelectedOrder[]) => setState({ key: listKey, chosen: next });
  const selectedIds = new Set(selected.map(({ id }) => id));
  const isSelected = ({ id }: SelectedOrder) => selectedIds.has(id);
  const last = useRef(0);

  function toggle(index: number, { toHere = false } = {}) {
    const order = orders[index];
    if (order === undefined) return;
    const [from, to] = toHere
      ? [Math.min(last.current, index), Math.max(last.current, index)]
      : [index, index];
    const rows = orders.slice(from, to + 1);
    const others = selected.filter(({ id }) => !rows.some((row) => row.id === id));
    setSelected(isSelected(order) ? others : [...others, ...rows.map(({ id, number }) => ({ id, number }))]);
    last.current = index;
  }

  return {
    selected,
    toggle,
    clear: () => setSelected([]),
    isAll: orders.length > 0 && orders.every(isSelected),
    toggleAll: () =>
      setSelected(orders.every(isSelected) ? [] : orders.map(({ id, number }) => ({ id, number }))),
    boxProps: (index: number) => {
      const order = orders[index];
      return {
        checked: order !== undefined && isSelected(order),
        "aria-label": `Select ${order?.number ?? ""}`,
        tabIndex: -1, // `x` picks the row one has walked to
        onClick: (event: MouseEvent) => toggle(index, { toHere: event.shiftKey }),
        onChange: () => {}, // the click does it, and knows of the shift key
      };
    },
  };
}
