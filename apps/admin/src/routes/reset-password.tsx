import { choosePasswordInput } from "@dualtrack/contract";
import { Alert, Anchor, Button, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { signInMessage } from "../messages.ts";
import { resetPassword } from "../server/session.ts";
import { NewPassword } from "../ui/new-password.tsx";
import { Sheet } from "../ui/sheet.tsx";
import { useSchemaForm } from "../ui/use-schema-form.ts";

const route = getRouteApi("/reset-password");

export function ResetPasswordRoute() {
  const { token } = route.useSearch();
  const reset = useMutation({
    mutationFn: resetPassword,
    onSuccess(found) {
      if (found?.kind === "public_password") showError("newPassword", signInMessage(found));
    },
  });
  const problem = token === undefined ? ({ kind: "link_over" } as const) : reset.data;

  const { form, onSubmit, showError } = useSchemaForm({
    initialValues: { newPassword: "" },
    schema: choosePasswordInput,
    inputOf: (values) => values,
  });

  if (problem === null)
    return (
      <Sheet title="Your password is changed">
        <Text mb="md" role="status">
          All your sessions have ended. Sign in with the new password.
        </Text>
        <ToSignIn />
      </Sheet>
    );
  if (problem?.kind === "link_over")
    return (
      <Sheet title="This link does not work">
        <Text mb="md" role="alert">
          {signInMessage(problem)}
        </Text>
        <Anchor renderRoot={(props) => <Link to="/forgot-password" {...props} />}>Ask for a new one</Anchor>
      </Sheet>
    );
  return (
    <Sheet title="Choose a new password">
      <form
        onSubmit={onSubmit(({ newPassword }) => reset.mutate({ token: token ?? "", newPassword }))}
        noValidate
      >
        <Stack gap="md" maw={360}>
          <NewPassword {...form.getInputProps("newPassword")} />
          <Text size="sm" c="dimmed">
            You are then signed out everywhere.
          </Text>
          {problem && problem.kind !== "public_password" && (
            <Alert color="red" variant="light" role="alert">
              {signInMessage(problem)}
            </Alert>
          )}
          <Button type="submit" fullWidth loading={reset.isPending}>
            Change the password
          </Button>
        </Stack>
      </form>
    </Sheet>
  );
}

function ToSignIn() {
  return <Anchor renderRoot={(props) => <Link to="/sign-in" {...props} />}>Sign in</Anchor>;
}
