import { Button } from "@mantine/core";
import { type ReactNode, useState } from "react";
import type { Me } from "../../server/trpc.ts";
import { ActionButton } from "../../ui/action-button.tsx";
import { exportDisabledReason } from "../../ui/export-button.tsx";
import { exportUrl } from "./export-orders.tsx";
import classes from "./orders.module.css";
import { SyncSelection } from "./sync-selection.tsx";
import type { Selection } from "./use-selection.ts";

/** The most ids that the server takes at once. */
const maxIds = 100;

/** The actions for the selected orders. */
export function SelectionBar({ selection: { selected, clear }, me }: { selection: Selection; me: Me }) {
  const [notice, setNotice] = useState<ReactNode>(null);
  const numbers = selected.map(({ number }) => number);
  const tooMany =
    selected.length > maxIds ? `At most ${maxIds} selected orders at once: filter instead.` : null;
  async function copyNumbers() {
    try {
      await navigator.clipboard.writeText(numbers.join("\n"));
      setNotice(`${numbers.length === 1 ? "The number is" : `${numbers.length} numbers are`} copied.`);
    } catch {
      setNotice(numbers.join(", "));
    }
  }
  return (
    <div role="status">
      {selected.length > 0 && (
        <fieldset className={classes.selection} aria-label="Selected orders" data-bottom-bar="">
          <span className={classes.selectionCount}>{selected.length} selected</span>
          <SyncSelection key={numbers.join()} numbers={numbers} me={me} onNotice={setNotice} />
          <Button size="xs" variant="default" onClick={() => void copyNumbers()}>
            Copy numbers
          </Button>
          <ActionButton
            disabledReason={exportDisabledReason(me) ?? tooMany}
            onRefused={setNotice}
            onPress={() => location.assign(exportUrl({ ids: selected.map(({ id }) => id) }))}
          >
            Export selected
          </ActionButton>
          <Button
            size="xs"
            variant="subtle"
            onClick={() => {
              setNotice(null);
              clear();
            }}
          >
            Clear
          </Button>
          {notice !== null && <span className={classes.selectionNotice}>{notice}</span>}
        </fieldset>
      )}
    </div>
  );
}
