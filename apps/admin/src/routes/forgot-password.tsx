import { requestResetInput } from "@dualtrack/contract";
import { Alert, Anchor, Button, Stack, Text, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { signInMessage } from "../messages.ts";
import { requestReset } from "../server/session.ts";
import { Sheet } from "../ui/sheet.tsx";
import { useSchemaForm } from "../ui/use-schema-form.ts";

export function ForgotPasswordRoute() {
  const request = useMutation({ mutationFn: requestReset });
  const isSent = request.data === null;

  const { form, onSubmit } = useSchemaForm({
    initialValues: { email: "" },
    schema: requestResetInput,
    inputOf: (values) => values,
  });

  return (
    <Sheet title="Forgot your password?">
      <Stack gap="md" maw={360} role="status">
        {isSent ? (
          <Text>
            If somebody on the staff has this address, a mail is on its way. Its link works once, for one
            hour.
          </Text>
        ) : (
          <form onSubmit={onSubmit(({ email }) => request.mutate(email))} noValidate>
            <Stack gap="md">
              <Text c="dimmed">You get a mail with a link to choose a new one.</Text>
              <TextInput
                label="E-mail"
                type="email"
                name="email"
                autoComplete="username"
                required
                withAsterisk={false}
                autoFocus
                {...form.getInputProps("email")}
              />
              {request.data && (
                <Alert color="red" variant="light" role="alert">
                  {signInMessage(request.data)}
                </Alert>
              )}
              <Button type="submit" fullWidth loading={request.isPending}>
                Send the mail
              </Button>
            </Stack>
          </form>
        )}
        <Anchor size="sm" renderRoot={(props) => <Link to="/sign-in" {...props} />}>
          Back to sign-in
        </Anchor>
      </Stack>
    </Sheet>
  );
}
