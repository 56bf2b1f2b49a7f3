import { Button, Loader, Popover, Text } from "@mantine/core";
import { useState } from "react";
import { type Me, trpc } from "../../server/trpc.ts";
import { ActionButton } from "../../ui/action-button.tsx";
import { Problem } from "../../ui/problem.tsx";
import classes from "./filters.module.css";
import type { OrderQuery } from "./order-search.ts";

export function whyNoExport({ role }: Me): string | null {
  return role === "support" ? "Only an owner or a manager may take customers' data along." : null;
}

/** Where the file is; the browser downloads it and shows how far it is. */
export function exportUrl(wanted: OrderQuery | { ids: string[] }): string {
  return `/exports/orders.csv?filter=${encodeURIComponent(JSON.stringify(wanted))}`;
}

/** Takes along what is filtered, after saying how much that is. */
export function ExportButton({ filter, me }: { filter: OrderQuery; me: Me }) {
  const [isOpen, setIsOpen] = useState(false);
  const [said, say] = useState<string | null>(null);
  const { sort: _, ...counted } = filter;
  const count = trpc.orders.count.useQuery(counted, { enabled: isOpen, staleTime: 0 });
  return (
    <Popover
      opened={isOpen || said !== null}
      onChange={(opened) => {
        setIsOpen(opened);
        say(null);
      }}
      withRoles={false} // the button in the span has its own
      position="bottom-end"
      trapFocus
      returnFocus
      shadow="md"
      offset={4}
      withinPortal
    >
      <Popover.Target>
        <span className={classes.anchor}>
          <ActionButton
            size="compact-sm"
            whyNot={whyNoExport(me)}
            onRefused={say}
            onPress={() => {
              say(null);
              setIsOpen(!isOpen);
            }}
          >
            Export
          </ActionButton>
        </span>
      </Popover.Target>
      <Popover.Dropdown aria-label="Export" className={classes.dropdown} maw={300}>
        <div role="status">
          {said !== null && <Text size="sm">{said}</Text>}
          {said === null && count.isFetching && <Loader size="xs" aria-label="Counting the orders" />}
        </div>
        {said === null && count.isError && <Problem error={count.error} onRetry={count.refetch} />}
        {said === null && count.data && !count.isFetching && (
          <>
            <Button
              component="a"
              href={exportUrl(filter)}
              download
              size="xs"
              fullWidth
              onClick={() => say("The download has begun. The audit log says that you took these along.")}
            >
              {exportWords(count.data.count)}
            </Button>
            <Text size="xs" c="dimmed" mt={8}>
              With names and e-mail addresses, so the audit log keeps who took them along.
            </Text>
          </>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}

function exportWords(count: number): string {
  return count === 1 ? "Export 1 order as CSV" : `Export ${count.toLocaleString("en-IE")} orders as CSV`;
}
