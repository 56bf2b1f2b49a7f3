import { Button } from "@mantine/core";
import { type ReactNode, useState } from "react";
import type { Me } from "../../server/trpc.ts";
import { ActionButton } from "../../ui/action-button.tsx";
import { exportDisabledReason } from "../../ui/export-button.tsx";
import { exportUrl } from "./export-orders.tsx";
import classes from "./orders.module.css";
import { SyncPicked } from "./sync-picked.tsx";
import type { Picked } from "./use-picked.ts";

/** The most ids that the server takes at once. */
const maxIds = 100;

/** The actions for the selected orders. */
export function PickedBar({ picked: { picked, clear }, me }: { picked: Picked; me: Me }) {
  const [notice, setNotice] = useState<ReactNode>(null);
  const numbers = picked.map(({ number }) => number);
  const tooMany = picked.length > maxIds ? `At most ${maxIds} picked orders at once: filter instead.` : null;
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
      {picked.length > 0 && (
        <fieldset className={classes.picked} aria-label="Picked orders" data-bottom-bar="">
          <span className={classes.pickedCount}>{picked.length} selected</span>
          <SyncPicked key={numbers.join()} numbers={numbers} me={me} onNotice={setNotice} />
          <Button size="xs" variant="default" onClick={() => void copyNumbers()}>
            Copy numbers
          </Button>
          <ActionButton
            disabledReason={exportDisabledReason(me) ?? tooMany}
            onRefused={setNotice}
            onPress={() => location.assign(exportUrl({ ids: picked.map(({ id }) => id) }))}
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
          {notice !== null && <span className={classes.pickedNotice}>{notice}</span>}
        </fieldset>
      )}
    </div>
  );
}
