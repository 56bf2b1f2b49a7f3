import { renameStaffInput } from "@dualtrack/contract";
import { Button, Group, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { changePassword } from "../../server/session.ts";
import { type Me, trpc } from "../../server/trpc.ts";
import { Failure } from "../../ui/failure.tsx";
import { Section } from "../../ui/section.tsx";
import { useSchemaForm } from "../../ui/use-schema-form.ts";
import { PasswordDialog } from "./password-dialog.tsx";

/** Name and password. */
export function ProfileSection({ me, onChanged }: { me: Me; onChanged: () => void }) {
  const { form, onSubmit, showErrors, failureOf } = useSchemaForm({
    initialValues: { name: me.name },
    schema: renameStaffInput,
    inputOf: (values) => values,
  });
  const rename = trpc.staff.rename.useMutation({ onSuccess: onChanged, onError: showErrors });
  const [isChanging, setIsChanging] = useState(false);
  const [notice, setNotice] = useState("");

  return (
    <>
      <Section title="Name">
        <form onSubmit={onSubmit((input) => rename.mutate(input))} noValidate>
          <Group gap="xs" align="end">
            <TextInput
              size="xs"
              label="As others see it"
              name="name"
              autoComplete="name"
              maxLength={100}
              required
              withAsterisk={false}
              w={280}
              {...form.getInputProps("name")}
            />
            <Button size="xs" variant="default" type="submit" loading={rename.isPending}>
              Save
            </Button>
          </Group>
        </form>
        <Failure error={failureOf(rename.error)} isOpen={false} />
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
            takesNewPassword
            onConfirm={async ({ password, newPassword }) => {
              const problem = await changePassword({ currentPassword: password, newPassword });
              if (problem) return problem;
              setIsChanging(false);
              setNotice("Your password is changed. All other sessions have ended.");
              onChanged();
              return null;
            }}
          >
            <Text size="sm">Your other sessions end, this one stays.</Text>
          </PasswordDialog>
        )}
      </Section>
    </>
  );
}
