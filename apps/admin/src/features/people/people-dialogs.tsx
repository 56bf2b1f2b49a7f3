import type { StaffRole } from "@dualtrack/contract";
import { Button, Text, TextInput } from "@mantine/core";
import { type FormEvent, type ReactNode, useState } from "react";
import { newRequestId } from "../../new-request-id.ts";
import { type Invitation, type Person, trpc } from "../../server/trpc.ts";
import classes from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import { Failure } from "../../ui/failure.tsx";
import { useOnce } from "../../ui/use-once.ts";
import { RoleField } from "./role-field.tsx";

interface Ends {
  /** Gets what is then a fact, in words. */
  onDone: (notice: string) => void;
  onClose: () => void;
}

export function InviteDialog({ onDone, onClose }: Ends) {
  const [requestId] = useState(newRequestId);
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<StaffRole>("support");
  const invite = trpc.staff.invite.useMutation();
  const { frozen, send } = useOnce(invite, (sent) => onDone(`An invitation is on its way to ${sent.email}.`));
  return (
    <Question
      title="Invite a colleague"
      button="Send the invitation"
      mutation={invite}
      isOpen={frozen !== null}
      onSend={() => send({ requestId, email: email.trim(), role })}
      onClose={onClose}
      sentence={`A mail goes to ${email.trim() || "this address"}. Its link works once, for seven days.`}
    >
      <TextInput
        label="E-mail"
        type="email"
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
        required
        withAsterisk={false}
        data-autofocus
      />
      <RoleField value={role} onChange={setRole} />
    </Question>
  );
}

export function RoleDialog({ person, onDone, onClose }: Ends & { person: Person }) {
  const [role, setRole] = useState(person.role);
  const change = trpc.staff.changeRole.useMutation();
  const { frozen, send } = useOnce(change, (sent) => onDone(`${person.name} is ${sent.role} now.`));
  return (
    <Question
      title={`Change the role of ${person.name}`}
      button="Change the role"
      mutation={change}
      isOpen={frozen !== null}
      onSend={() => send({ staffId: person.id, role })}
      onClose={onClose}
      sentence={
        role === person.role
          ? `${person.name} stays ${role}.`
          : `${person.name} is ${role} at once, also where they are signed in already.${person.role === "owner" ? " Open invitations that they sent are revoked." : ""}`
      }
    >
      <RoleField value={role} onChange={setRole} />
    </Question>
  );
}

export function RemoveDialog({ person, onDone, onClose }: Ends & { person: Person }) {
  const remove = trpc.staff.remove.useMutation();
  const { frozen, send } = useOnce(remove, () => onDone(`${person.name} is not on the staff any more.`));
  return (
    <Question
      title={`Remove ${person.name}`}
      button="Remove from the staff"
      mutation={remove}
      isOpen={frozen !== null}
      onSend={() => send({ staffId: person.id })}
      onClose={onClose}
      sentence={`${person.email} is signed out everywhere at once and can't sign in again. Open invitations that they sent are revoked. What they did stays in the audit log.`}
    />
  );
}

export function ResendDialog({ invitation, onDone, onClose }: Ends & { invitation: Invitation }) {
  const [requestId] = useState(newRequestId);
  const resend = trpc.staff.resendInvitation.useMutation();
  const { frozen, send } = useOnce(resend, () =>
    onDone(`A new link is on its way to ${invitation.email}; the earlier one stopped working.`),
  );
  return (
    <Question
      title="Send the invitation again"
      button="Send again"
      mutation={resend}
      isOpen={frozen !== null}
      onSend={() => send({ invitationId: invitation.id, requestId })}
      onClose={onClose}
      sentence={`A mail with a new link goes to ${invitation.email}. It works once, for seven days. The earlier link stops working.`}
    />
  );
}

export function RevokeDialog({ invitation, onDone, onClose }: Ends & { invitation: Invitation }) {
  const revoke = trpc.staff.revokeInvitation.useMutation();
  const { frozen, send } = useOnce(revoke, () => onDone(`The invitation of ${invitation.email} is revoked.`));
  return (
    <Question
      title="Revoke the invitation"
      button="Revoke"
      mutation={revoke}
      isOpen={frozen !== null}
      onSend={() => send({ invitationId: invitation.id })}
      onClose={onClose}
      sentence={`The link that ${invitation.email} got stops working.`}
    />
  );
}

function Question({
  title,
  button,
  sentence,
  mutation,
  isOpen,
  onSend,
  onClose,
  children,
}: {
  title: string;
  button: string;
  sentence: string;
  mutation: { isPending: boolean; error: unknown };
  isOpen: boolean;
  onSend: () => void;
  onClose: () => void;
  children?: ReactNode;
}) {
  function submit(event: FormEvent) {
    event.preventDefault();
    onSend();
  }
  return (
    <Dialog title={title} isBusy={mutation.isPending} onClose={onClose}>
      <form onSubmit={submit}>
        <fieldset className={classes.fields} disabled={mutation.isPending || isOpen}>
          {children}
        </fieldset>
        <Text size="sm" mt="md" className={classes.sentence ?? ""} aria-live="polite">
          {sentence}
        </Text>
        <Failure error={mutation.error} isOpen={isOpen} />
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose} disabled={mutation.isPending}>
            Not now
          </Button>
          <Button type="submit" loading={mutation.isPending}>
            {button}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
