import { newRequestId } from "@dualtrack/browser";
import type { StaffRole } from "@dualtrack/contract";
import {
  changeRoleInput,
  invitationIdInput,
  inviteStaffInput,
  removeStaffInput,
  resendInvitationInput,
} from "@dualtrack/contract";
import { Button, Text, TextInput } from "@mantine/core";
import { type FormEvent, type ReactNode, useState } from "react";
import { refusalOf } from "../../server/refusals.ts";
import { type Invitation, type Person, trpc } from "../../server/trpc.ts";
import classes from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import { Failure } from "../../ui/failure.tsx";
import { useActionForm } from "../../ui/use-action-form.ts";
import { RoleField } from "./role-field.tsx";

interface Ends {
  /** Gets the notice about what was done. */
  onDone: (notice: string) => void;
  onClose: () => void;
}

const firstInvitation: { email: string; role: StaffRole } = { email: "", role: "support" };

export function InviteDialog({ onDone, onClose }: Ends) {
  const [requestId] = useState(newRequestId);
  const invite = trpc.staff.invite.useMutation();
  const { form, ...action } = useActionForm({
    initialValues: firstInvitation,
    schema: inviteStaffInput,
    inputOf: (values) => ({ requestId, ...values }),
    mutation: invite,
    onDone: (sent) => onDone(`An invitation is on its way to ${sent.email}.`),
  });
  const { email, role } = form.values;
  return (
    <Question
      title="Invite a colleague"
      button="Send the invitation"
      isBusy={invite.isPending}
      action={action}
      onClose={onClose}
      sentence={`A mail goes to ${email.trim() || "this address"}. Its link works once, for seven days.`}
    >
      <TextInput
        label="E-mail"
        type="email"
        required
        withAsterisk={false}
        {...form.getInputProps("email")}
        data-autofocus
      />
      <RoleField value={role} onChange={(chosen) => form.setFieldValue("role", chosen)} />
    </Question>
  );
}

export function RoleDialog({ person, onDone, onClose }: Ends & { person: Person }) {
  const [seenRole, setSeenRole] = useState(person.role);
  const change = trpc.staff.changeRole.useMutation({
    onError(error) {
      const refusal = refusalOf(error);
      if (refusal?.code === "STAFF_ROLE_CHANGED") setSeenRole(refusal.details.role);
    },
  });
  const { form, ...action } = useActionForm({
    initialValues: { role: person.role },
    schema: changeRoleInput,
    inputOf: ({ role }) => ({ staffId: person.id, role, seenRole }),
    mutation: change,
    onDone: (sent) => onDone(`${person.name} is ${sent.role} now.`),
  });
  const { role } = form.values;
  return (
    <Question
      title={`Change the role of ${person.name}`}
      button="Change the role"
      isBusy={change.isPending}
      action={action}
      onClose={onClose}
      sentence={
        role === seenRole
          ? `${person.name} stays ${role}.`
          : `${person.name} is ${role} at once, also where they are signed in already.${seenRole === "owner" ? " Open invitations that they sent are revoked." : ""}`
      }
    >
      <RoleField value={role} onChange={(chosen) => form.setFieldValue("role", chosen)} />
    </Question>
  );
}

export function RemoveDialog({ person, onDone, onClose }: Ends & { person: Person }) {
  const remove = trpc.staff.remove.useMutation();
  const action = useActionForm({
    initialValues: {},
    schema: removeStaffInput,
    inputOf: () => ({ staffId: person.id }),
    mutation: remove,
    onDone: () => onDone(`${person.name} is not on the staff any more.`),
  });
  return (
    <Question
      title={`Remove ${person.name}`}
      button="Remove from the staff"
      isBusy={remove.isPending}
      action={action}
      onClose={onClose}
      sentence={`${person.email} is signed out everywhere at once and can't sign in again. Open invitations that they sent are revoked. What they did stays in the audit log.`}
    />
  );
}

export function ResendDialog({ invitation, onDone, onClose }: Ends & { invitation: Invitation }) {
  const [requestId] = useState(newRequestId);
  const resend = trpc.staff.resendInvitation.useMutation();
  const action = useActionForm({
    initialValues: {},
    schema: resendInvitationInput,
    inputOf: () => ({ invitationId: invitation.id, requestId }),
    mutation: resend,
    onDone: () => onDone(`A new link is on its way to ${invitation.email}; the earlier one stopped working.`),
  });
  return (
    <Question
      title="Send the invitation again"
      button="Send again"
      isBusy={resend.isPending}
      action={action}
      onClose={onClose}
      sentence={`A mail with a new link goes to ${invitation.email}. It works once, for seven days. The earlier link stops working.`}
    />
  );
}

export function RevokeDialog({ invitation, onDone, onClose }: Ends & { invitation: Invitation }) {
  const revoke = trpc.staff.revokeInvitation.useMutation();
  const action = useActionForm({
    initialValues: {},
    schema: invitationIdInput,
    inputOf: () => ({ invitationId: invitation.id }),
    mutation: revoke,
    onDone: () => onDone(`The invitation of ${invitation.email} is revoked.`),
  });
  return (
    <Question
      title="Revoke the invitation"
      button="Revoke"
      isBusy={revoke.isPending}
      action={action}
      onClose={onClose}
      sentence={`The link that ${invitation.email} got stops working.`}
    />
  );
}

interface Action {
  onSubmit: (event: FormEvent<HTMLFormElement>) => void;
  isLocked: boolean;
  frozen: object | null;
  failure: unknown;
}

function Question({
  title,
  button,
  sentence,
  isBusy,
  action: { onSubmit, isLocked, frozen, failure },
  onClose,
  children,
}: {
  title: string;
  button: string;
  sentence: string;
  isBusy: boolean;
  action: Action;
  onClose: () => void;
  children?: ReactNode;
}) {
  return (
    <Dialog title={title} isBusy={isBusy} onClose={onClose}>
      <form onSubmit={onSubmit} noValidate>
        <fieldset className={classes.fields} disabled={isLocked}>
          {children}
        </fieldset>
        <Text size="sm" mt="md" className={classes.sentence ?? ""} aria-live="polite">
          {sentence}
        </Text>
        <Failure error={failure} isOpen={frozen !== null} />
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose} disabled={isBusy}>
            Not now
          </Button>
          <Button type="submit" loading={isBusy}>
            {button}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
