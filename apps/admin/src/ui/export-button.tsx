import { Button, Loader, Popover, Text } from "@mantine/core";
import { useState } from "react";
import type { Me } from "../server/trpc.ts";
import { ActionButton } from "./action-button.tsx";
import classes from "./export-button.module.css";
import { Problem } from "./problem.tsx";

export function whyNoExport({ role }: Me): string | null {
  return role === "support" ? "Only an owner or a manager may take customers' data along." : null;
}

interface Count {
  data: { count: number } | undefined;
  isFetching: boolean;
  isError: boolean;
  error: unknown;
  refetch: () => unknown;
}

/** Takes along what a list is narrowed to, after saying how much that is. */
export function ExportButton({
  url,
  me,
  useCount,
  named,
  contents,
}: {
  /** Where the file is; the browser downloads it and shows how far it is. */
  url: string;
  me: Me;
  /** Counts the rows while the button's question is open. */
  useCount: (isOpen: boolean) => Count;
  /** `3 orders`. */
  named: (count: number) => string;
  /** What of customers is in it. */
  contents: string;
}) {
  const [isOpen, setIsOpen] = useState(false);
  const [said, say] = useState<string | null>(null);
  const count = useCount(isOpen);
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
      <Popover.Dropdown aria-label="Export" maw={300} miw={180}>
        <div role="status">
          {said !== null && <Text size="sm">{said}</Text>}
          {said === null && count.isFetching && <Loader size="xs" aria-label="Counting" />}
        </div>
        {said === null && count.isError && <Problem error={count.error} onRetry={count.refetch} />}
        {said === null && count.data && !count.isFetching && (
          <>
            <Button
              component="a"
              href={url}
              download
              size="xs"
              fullWidth
              onClick={() => say("The download has begun. The audit log says that you took these along.")}
            >
              Export {named(count.data.count)} as CSV
            </Button>
            <Text size="xs" c="dimmed" mt={8}>
              With {contents}, so the audit log keeps who took them along.
            </Text>
          </>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
