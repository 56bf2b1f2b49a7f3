import { Button, Group, Text, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { changePassword } from "../../server/session.ts";
import { type Me, trpc } from "../../server/trpc.ts";
import { Failure } from "../../ui/failure.tsx";
import { NewPassword } from "../../ui/new-password.tsx";
import { Section } from "../../ui/section.tsx";
import { PasswordDialog } from "./password-dialog.tsx";

/** Name and password. */
export function ProfileSection({ me, onChanged }: { me: Me; onChanged: () => void }) {
  const rename = trpc.staff.rename.useMutation({ onSuccess: onChanged });
  const [isChanging, setIsChanging] = useState(false);
  const [notice, setNotice] = useState("");

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    rename.mutate({ name: String(new FormData(event.currentTarget).get("name")) });
  }

  return (
    <>
      <Section title="Name">
        <form onSubmit={submit}>
          <Group gap="xs" align="end">
            <TextInput
              size="xs"
              label="As others see it"
              name="name"
              autoComplete="name"
              defaultValue={me.name}
              maxLength={100}
              required
              withAsterisk={false}
              w={280}
            />
            <Button size="xs" variant="default" type="submit" loading={rename.isPending}>
              Save
            </Button>
          </Group>
        </form>
        <Failure error={rename.error} isOpen={false} />
        <Text size="sm" c="dimmed" mt="xs" role="status">
          {rename.isSuccess ? "Your name is changed." : `${me.email}, ${me.role}`}
        </Text>
      </Section>
      <Section title="Password">
        <Button
          size="xs"
          variant="default"
          onClick={() => {
            setNotice("");
            setIsChanging(true);
          }}
        >
          Change the password
        </Button>
        <Text size="sm" mt="xs" role="status">
          {notice}
        </Text>
        {isChanging && (
          <PasswordDialog
            title="Change the password"
            button="Change the password"
            onClose={() => setIsChanging(false)}
            onConfirm={async (fields) => {
              const problem = await changePassword({
                currentPassword: String(fields.get("password")),
                newPassword: String(fields.get("newPassword")),
              });
              if (problem) return problem;
              setIsChanging(false);
              setNotice("Your password is changed. All other sessions have ended.");
              onChanged();
              return null;
            }}
          >
            <NewPassword />
            <Text size="sm">Your other sessions end, this one stays.</Text>
          </PasswordDialog>
        )}
      </Section>
    </>
  );
}
