import { type MouseEvent, useRef, useState } from "react";
import type { ListedOrder } from "../../server/trpc.ts";

export type PickedOrder = Pick<ListedOrder, "id" | "number">;
export type Picked = ReturnType<typeof usePicked>;

/**
 * The orders selected in a list. A click with Shift selects all rows up to the one selected before. `listKey` names the
 * list: a selection from another one is dropped.
 */
export function usePicked(orders: readonly ListedOrder[], listKey: string) {
  const [{ key, chosen }, setState] = useState<{ key: string; chosen: readonly PickedOrder[] }>({
    key: listKey,
    chosen: [],
  });
  const picked = key === listKey ? chosen : [];
  const setPicked = (next: readonly PickedOrder[]) => setState({ key: listKey, chosen: next });
  const pickedIds = new Set(picked.map(({ id }) => id));
  const isPicked = ({ id }: PickedOrder) => pickedIds.has(id);
  const last = useRef(0);

  function toggle(index: number, { toHere = false } = {}) {
    const order = orders[index];
    if (order === undefined) return;
    const [from, to] = toHere
      ? [Math.min(last.current, index), Math.max(last.current, index)]
      : [index, index];
    const rows = orders.slice(from, to + 1);
    const others = picked.filter(({ id }) => !rows.some((row) => row.id === id));
    setPicked(isPicked(order) ? others : [...others, ...rows.map(({ id, number }) => ({ id, number }))]);
    last.current = index;
  }

  return {
    picked,
    toggle,
    clear: () => setPicked([]),
    isAll: orders.length > 0 && orders.every(isPicked),
    toggleAll: () =>
      setPicked(orders.every(isPicked) ? [] : orders.map(({ id, number }) => ({ id, number }))),
    boxProps: (index: number) => {
      const order = orders[index];
      return {
        checked: order !== undefined && isPicked(order),
        "aria-label": `Pick ${order?.number ?? ""}`,
        tabIndex: -1, // `x` picks the row one has walked to
        onClick: (event: MouseEvent) => toggle(index, { toHere: event.shiftKey }),
        onChange: () => {}, // the click does it, and knows of the shift key
      };
    },
  };
}
