import { Button, Loader, Popover, Text } from "@mantine/core";
import { useState } from "react";
import type { Me } from "../server/trpc.ts";
import { ActionButton } from "./action-button.tsx";
import classes from "./export-button.module.css";
import { Problem } from "./problem.tsx";

export function exportDisabledReason({ role }: Me): string | null {
  return role === "support" ? "Only an owner or a manager may export customers' data." : null;
}

interface Count {
  data: { count: number } | undefined;
  isFetching: boolean;
  isError: boolean;
  error: unknown;
  refetch: () => unknown;
}

/** Exports what a list is filtered to, after saying how many rows that is. */
export function ExportButton({
  url,
  me,
  useCount,
  named,
  contents,
  zip = null,
}: {
  /** The file's address; the browser downloads it and shows the progress. */
  url: string;
  me: Me;
  /** Counts the rows while the button's dialog is open. */
  useCount: (isOpen: boolean) => Count;
  /** `3 orders`. */
  named: (count: number) => string;
  /** Which personal data of customers the file has. */
  contents: string;
  /** The address of all their files in a ZIP, and the most that it takes; null: there is none. */
  zip?: { url: string; max: number } | null;
}) {
  const [isOpen, setIsOpen] = useState(false);
  const [notice, setNotice] = useState<string | null>(null);
  const count = useCount(isOpen);
  return (
    <Popover
      opened={isOpen || notice !== null}
      onChange={(opened) => {
        setIsOpen(opened);
        setNotice(null);
      }}
      withRoles={false} // The button in the span has its own tooltip.
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
            disabledReason={exportDisabledReason(me)}
            onRefused={setNotice}
            onPress={() => {
              setNotice(null);
              setIsOpen(!isOpen);
            }}
          >
            Export
          </ActionButton>
        </span>
      </Popover.Target>
      <Popover.Dropdown aria-label="Export" maw={300} miw={180}>
        <div role="status">
          {notice !== null && <Text size="sm">{notice}</Text>}
          {notice === null && count.isFetching && <Loader size="xs" role="img" aria-label="Counting" />}
        </div>
        {notice === null && count.isError && <Problem error={count.error} onRetry={count.refetch} />}
        {notice === null && count.data && !count.isFetching && (
          <>
            <Button
              component="a"
              href={url}
              download
              size="xs"
              fullWidth
              onClick={() =>
                setNotice("The download has begun. The audit log says that you took these along.")
              }
            >
              Export {named(count.data.count)} as CSV
            </Button>
            {zip !== null && (
              <Button
                component="a"
                href={zip.url}
                download
                size="xs"
                mt={8}
                fullWidth
                variant="default"
                hidden={count.data.count > zip.max}
                onClick={() =>
                  setNotice("The download has begun. The audit log says that you took these along.")
                }
              >
                Download their PDFs as ZIP
              </Button>
            )}
            {zip !== null && count.data.count > zip.max && (
              <Text size="xs" mt={8}>
                A ZIP takes at most {zip.max} PDFs: choose fewer days.
              </Text>
            )}
            <Text size="xs" c="dimmed" mt={8}>
              With {contents}, so the audit log keeps who took them along.
            </Text>
          </>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
