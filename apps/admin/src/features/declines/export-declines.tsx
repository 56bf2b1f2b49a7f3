import { Button, Loader, Popover, Text } from "@mantine/core";
import { useState } from "react";
import { many } from "../../decline-source-words.ts";
import { type Me, trpc } from "../../server/trpc.ts";
import { ActionButton } from "../../ui/action-button.tsx";
import { Problem } from "../../ui/problem.tsx";
import { type DeclineSearch, declineQuery } from "./decline-search.ts";

/** Takes along what is filtered, after saying how much that is. */
export function ExportDeclines({ search, me }: { search: DeclineSearch; me: Me }) {
  const [isOpen, setIsOpen] = useState(false);
  const [said, say] = useState<string | null>(null);
  const filter = declineQuery(search);
  const count = trpc.declines.count.useQuery(filter, { enabled: isOpen, staleTime: 0 });
  const whyNot = me.role === "support" ? "Only an owner or a manager may take customers' data along." : null;
  const url = `/exports/declines.csv?filter=${encodeURIComponent(JSON.stringify(filter))}`;
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
        <span>
          <ActionButton
            size="compact-sm"
            whyNot={whyNot}
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
          {said === null && count.isFetching && <Loader size="xs" aria-label="Counting the refused tries" />}
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
              Export {many(count.data.count, "refused try", "refused tries")} as CSV
            </Button>
            <Text size="xs" c="dimmed" mt={8}>
              With names, e-mail and IP addresses, so the audit log keeps who took them along.
            </Text>
          </>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
