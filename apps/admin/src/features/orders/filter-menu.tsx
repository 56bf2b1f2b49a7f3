import { Button, Popover } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./filters.module.css";

/** A button that opens the options of one filter and counts the chosen ones. */
export function FilterMenu({
  label,
  count,
  children,
}: {
  label: string;
  count: number;
  children: ReactNode;
}) {
  return (
    <Popover position="bottom-start" trapFocus returnFocus shadow="md" offset={4} withinPortal>
      <Popover.Target>
        <Button
          size="compact-sm"
          variant="default"
          className={classes.menu}
          data-active={count > 0 || undefined}
        >
          {label}
          {count > 0 && <span className={classes.count}>{count}</span>}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={label} className={classes.dropdown}>
        {children}
      </Popover.Dropdown>
    </Popover>
  );
}
