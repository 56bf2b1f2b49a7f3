import { acceptInvitationInput } from "@dualtrack/contract";
import { Anchor, Button, Skeleton, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { errorMessage } from "../messages.ts";
import { refusalOf } from "../server/refusals.ts";
import { trpcClient } from "../server/trpc.ts";
import { Failure } from "../ui/failure.tsx";
import { NewPassword } from "../ui/new-password.tsx";
import { Problem } from "../ui/problem.tsx";
import { Sheet } from "../ui/sheet.tsx";
import { useSchemaForm } from "../ui/use-schema-form.ts";

const route = getRouteApi("/invitation");

export function InvitationRoute() {
  const { token = "-" } = route.useSearch();
  const invitation = useQuery({
    queryKey: ["invitation", token],
    queryFn: () => trpcClient.staff.invitation.query({ token }),
  });
  const accept = useMutation({
    mutationFn: (choice: { token: string; name: string; password: string }) =>
      trpcClient.staff.acceptInvitation.mutate(choice),
    onError(error) {
      if (isPublicPassword(error)) showError("password", errorMessage(error));
      else showErrors(error);
    },
  });
  const { form, onSubmit, showErrors, showError, failureOf } = useSchemaForm({
    initialValues: { name: "", password: "" },
    schema: acceptInvitationInput,
    inputOf: (values) => ({ token, ...values }),
  });

  if (accept.data)
    return (
      <Sheet title="Welcome">
        <Text mb="md" role="status">
          Your account is ready. Sign in as {accept.data.email}.
        </Text>
        <ToSignIn />
      </Sheet>
    );
  if (refusalOf(invitation.error))
    return (
      <Sheet title="This invitation can't be used">
        <Text mb="md" role="alert">
          {errorMessage(invitation.error)}
        </Text>
        <ToSignIn />
      </Sheet>
    );
  return (
    <Sheet title="Join the staff">
      {invitation.isPending && <Skeleton height={200} maw={360} role="status" aria-label="Loading" />}
      {invitation.isError && <Problem error={invitation.error} onRetry={() => void invitation.refetch()} />}
      {invitation.data && (
        <form onSubmit={onSubmit((choice) => accept.mutate(choice))} noValidate>
          <Stack gap="md" maw={360}>
            <Text>
              {invitation.data.shopName} invites {invitation.data.email} as {invitation.data.role}.
            </Text>
            <input type="hidden" name="username" autoComplete="username" value={invitation.data.email} />
            <TextInput
              label="Your name"
              name="name"
              autoComplete="name"
              maxLength={100}
              required
              withAsterisk={false}
              autoFocus
              {...form.getInputProps("name")}
            />
            <NewPassword label="Password" {...form.getInputProps("password")} />
            <Failure error={isPublicPassword(accept.error) ? null : failureOf(accept.error)} isOpen={false} />
            <Button type="submit" fullWidth loading={accept.isPending}>
              Create my account
            </Button>
          </Stack>
        </form>
      )}
    </Sheet>
  );
}

/** Then it stands at the field. */
function isPublicPassword(error: unknown): boolean {
  return refusalOf(error)?.code === "PASSWORD_IS_PUBLIC";
}

function ToSignIn() {
  return <Anchor renderRoot={(props) => <Link to="/sign-in" {...props} />}>Sign in</Anchor>;
}
