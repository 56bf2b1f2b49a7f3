import { Alert, Anchor, Button, Stack, Text, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { FormEvent } from "react";
import { signInMessage } from "../messages.ts";
import { requestReset } from "../server/session.ts";
import { Sheet } from "../ui/sheet.tsx";

export function ForgotPasswordRoute() {
  const request = useMutation({ mutationFn: requestReset });
  const isSent = request.data === null;

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    request.mutate(String(new FormData(event.currentTarget).get("email")).trim());
  }

  return (
    <Sheet title="Forgot your password?">
      <Stack gap="md" maw={360} role="status">
        {isSent ? (
          <Text>
            If somebody on the staff has this address, a mail is on its way. Its link works once, for one
            hour.
          </Text>
        ) : (
          <form onSubmit={submit}>
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
