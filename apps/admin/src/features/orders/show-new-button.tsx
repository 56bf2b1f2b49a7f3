import { maxNewCount } from "@dualtrack/contract";
import { Button } from "@mantine/core";
import classes from "./orders.module.css";

/** Says above the list that there are new orders; a press shows them. */
export function ShowNewButton({ count, onPress }: { count: number; onPress: () => void }) {
  return (
    <div role="status" className={classes.newRows}>
      {count > 0 && (
        <Button size="compact-sm" radius="xl" onClick={onPress}>
          {newOrdersText(count)}
        </Button>
      )}
    </div>
  );
}

function newOrdersText(count: number): string {
  if (count >= maxNewCount) return `${maxNewCount - 1}+ new orders`;
  return count === 1 ? "1 new order" : `${count} new orders`;
}
