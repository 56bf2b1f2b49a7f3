import { Button, Text } from "@mantine/core";
import { type AccountView, trpc } from "../../server/trpc.ts";
import { Ago } from "../../ui/ago.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { Failure } from "../../ui/failure.tsx";
import { Section } from "../../ui/section.tsx";
import { shortAddress } from "../../ui/short-address.ts";
import { useNow } from "../../ui/use-now.ts";
import { browserName } from "./browser-name.ts";

/** The person's sessions, each with a button that ends it. */
export function SessionsSection({
  sessions,
  onChanged,
}: {
  sessions: AccountView["sessions"];
  onChanged: () => void;
}) {
  const now = useNow();
  const end = trpc.staff.endSession.useMutation({ onSettled: onChanged });
  const endOthers = trpc.staff.endOtherSessions.useMutation({ onSettled: onChanged });
  const others = sessions.filter(({ isThis }) => !isThis).length;
  return (
    <Section
      title="Where you are signed in"
      aside={
        <Button
          size="xs"
          variant="default"
          flex="none"
          disabled={others === 0}
          loading={endOthers.isPending}
          onClick={() => endOthers.mutate()}
        >
          Sign out everywhere else
        </Button>
      }
    >
      <DataTable
        name="Sessions"
        rows={sessions}
        keyOf={({ id }) => id}
        columns={[
          {
            label: "Browser",
            isMain: true,
            cell: ({ userAgent, isThis }) => (
              <span title={userAgent ?? undefined}>
                {browserName(userAgent)}
                {isThis && " (this one)"}
              </span>
            ),
          },
          { label: "Address", cell: ({ ipAddress }) => (ipAddress ? shortAddress(ipAddress) : "not known") },
          { label: "Signed in", cell: ({ signedInAt }) => <Ago at={signedInAt} now={now} /> },
          { label: "Last used", cell: ({ usedAt }) => <Ago at={usedAt} now={now} /> },
          {
            label: "Action",
            width: 120,
            cell: ({ id, isThis }) =>
              !isThis && (
                <Button
                  size="compact-xs"
                  variant="default"
                  loading={end.isPending && end.variables.sessionId === id}
                  onClick={() => end.mutate({ sessionId: id })}
                >
                  Sign out
                </Button>
              ),
          },
        ]}
      />
      <Failure error={end.error ?? endOthers.error} isOpen={false} />
      <Text size="sm" role="status" mt="xs">
        {endOthers.data && `${endOthers.data.ended} other sessions have ended.`}
      </Text>
    </Section>
  );
}
