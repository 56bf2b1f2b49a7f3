import { Button, Group, Text } from "@mantine/core";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import {
  InviteDialog,
  RemoveDialog,
  ResendDialog,
  RevokeDialog,
  RoleDialog,
} from "../features/people/people-dialogs.tsx";
import { type Invitation, type Person, trpc } from "../server/trpc.ts";
import { ActionButton } from "../ui/action-button.tsx";
import { Ago } from "../ui/ago.tsx";
import { DataTable } from "../ui/data-table.tsx";
import { Empty } from "../ui/empty.tsx";
import { PageHead } from "../ui/page-head.tsx";
import { Problem } from "../ui/problem.tsx";
import { Section } from "../ui/section.tsx";
import { Status } from "../ui/status.tsx";
import { useNow } from "../ui/use-now.ts";

const consoleRoute = getRouteApi("/console");

export function StaffRoute() {
  const { me } = consoleRoute.useRouteContext();
  if (me.role === "owner") return <People />;
  return (
    <>
      <PageHead title="Staff" />
      <Text c="dimmed">Only an owner decides who is on the staff.</Text>
    </>
  );
}

type DialogKind =
  | { kind: "invite" }
  | { kind: "role" | "remove"; person: Person }
  | { kind: "resend" | "revoke"; invitation: Invitation };

const lastOwnerMessage = "The shop needs an owner. Make somebody else owner first.";

function People() {
  const staff = trpc.staff.list.useQuery(undefined, { staleTime: 0 });
  const [dialog, setDialog] = useState<DialogKind | null>(null);
  const [notice, setNotice] = useState("");
  const now = useNow();
  const dialogProps = {
    onClose: () => setDialog(null),
    onDone(notice: string) {
      setDialog(null);
      setNotice(notice);
      void staff.refetch();
    },
  };
  const owners = staff.data?.people.filter(({ role }) => role === "owner").length;
  const isLastOwner = ({ role }: Person) => role === "owner" && owners === 1;
  if (staff.isLoadingError)
    return <Problem title="The staff could not be loaded" error={staff.error} onRetry={staff.refetch} />;
  return (
    <>
      <PageHead title="Staff">
        <Button size="compact-sm" onClick={() => setDialog({ kind: "invite" })}>
          Invite somebody
        </Button>
      </PageHead>
      <Text size="sm" role="status" mb="xs">
        {notice}
      </Text>
      <DataTable
        name="Staff"
        rows={staff.data?.people ?? null}
        keyOf={({ id }) => id}
        columns={[
          {
            label: "Name",
            isMain: true,
            cell: ({ name, email }) => (
              <>
                {name}{" "}
                <Text span size="xs" c="dimmed">
                  <Link to="/audit" search={{ person: email }} title="What they did">
                    {email}
                  </Link>
                </Text>
              </>
            ),
          },
          { label: "Role", width: 100, cell: ({ role }) => role },
          {
            label: "Second factor",
            width: 130,
            cell: ({ twoFactorEnabled: isOn }) => (
              <Status tone={isOn ? "good" : "idle"} label={isOn ? "On" : "Off"} />
            ),
          },
          {
            label: "Last sign-in",
            width: 130,
            cell: ({ lastSignInAt }) => (lastSignInAt ? <Ago at={lastSignInAt} now={now} /> : "never"),
          },
          {
            label: "Actions",
            width: 220,
            cell: (person) => (
              <Group gap={6}>
                <ActionButton
                  size="compact-xs"
                  disabledReason={isLastOwner(person) ? lastOwnerMessage : null}
                  onPress={() => setDialog({ kind: "role", person })}
                  onRefused={setNotice}
                >
                  Change role
                </ActionButton>
                <ActionButton
                  size="compact-xs"
                  disabledReason={isLastOwner(person) ? lastOwnerMessage : null}
                  onPress={() => setDialog({ kind: "remove", person })}
                  onRefused={setNotice}
                >
                  Remove
                </ActionButton>
              </Group>
            ),
          },
        ]}
      />
      <Section title="Open invitations">
        {staff.data?.invitations.length === 0 && (
          <Empty title="No invitation is open">Whom you invite stands here until they accept.</Empty>
        )}
        {staff.data && staff.data.invitations.length > 0 && (
          <DataTable
            name="Open invitations"
            rows={staff.data.invitations}
            keyOf={({ id }) => id}
            columns={[
              { label: "E-mail", isMain: true, cell: ({ email }) => email },
              { label: "Role", width: 100, cell: ({ role }) => role },
              {
                label: "State",
                width: 130,
                cell: ({ hasExpired }) => (
                  <Status tone={hasExpired ? "bad" : "wait"} label={hasExpired ? "Expired" : "Open"} />
                ),
              },
              {
                label: "Invited",
                width: 130,
                cell: ({ createdAt, invitedBy }) => (
                  <span title={`by ${invitedBy}`}>
                    <Ago at={createdAt} now={now} />
                  </span>
                ),
              },
              {
                label: "Actions",
                width: 220,
                cell: (invitation) => (
                  <Group gap={6}>
                    <Button
                      size="compact-xs"
                      variant="default"
                      onClick={() => setDialog({ kind: "resend", invitation })}
                    >
                      Send again
                    </Button>
                    <Button
                      size="compact-xs"
                      variant="default"
                      onClick={() => setDialog({ kind: "revoke", invitation })}
                    >
                      Revoke
                    </Button>
                  </Group>
                ),
              },
            ]}
          />
        )}
      </Section>
      {dialog?.kind === "invite" && <InviteDialog {...dialogProps} />}
      {dialog?.kind === "role" && <RoleDialog person={dialog.person} {...dialogProps} />}
      {dialog?.kind === "remove" && <RemoveDialog person={dialog.person} {...dialogProps} />}
      {dialog?.kind === "resend" && <ResendDialog invitation={dialog.invitation} {...dialogProps} />}
      {dialog?.kind === "revoke" && <RevokeDialog invitation={dialog.invitation} {...dialogProps} />}
    </>
  );
}
