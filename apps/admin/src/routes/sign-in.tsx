import { Alert, Anchor, Button, PasswordInput, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { getRouteApi, Link, useRouter } from "@tanstack/react-router";
import { SecondFactor } from "../features/account/second-factor.tsx";
import { signInMessage } from "../messages.ts";
import { signIn } from "../server/session.ts";
import { Sheet } from "../ui/sheet.tsx";
import classes from "./sign-in.module.css";

const route = getRouteApi("/sign-in");

export function SignInRoute() {
  const { back } = route.useSearch();
  const router = useRouter();
  // The contract's schemas would bring zod along, a sixth of this first page.
  const form = useForm({
    initialValues: { email: "", password: "" },
    transformValues: ({ email, password }) => ({ email: email.trim(), password }),
    validate: {
      email: (email) => (/^\S+@\S+$/.test(email.trim()) ? null : "This does not look like an e-mail address"),
      password: (password) => (password === "" ? "The password is missing" : null),
    },
  });
  const enter = () => router.navigate({ href: back ?? "/", replace: true });
  const attempt = useMutation({
    mutationFn: signIn,
    onSuccess: ({ problem, needsCode }) => (problem || needsCode ? undefined : enter()),
  });
  const problem = attempt.data?.problem;

  if (attempt.data?.needsCode)
    return (
      <div className={classes.page}>
        <SecondFactor onDone={enter} onBack={attempt.reset} />
        <TwoTracks />
      </div>
    );
  return (
    <div className={classes.page}>
      <Sheet title="Sign in">
        <form onSubmit={form.onSubmit((credentials) => attempt.mutate(credentials))} noValidate>
          <Stack gap="md" maw={360}>
            <TextInput
              label="E-mail"
              type="email"
              name="email"
              autoComplete="username"
              autoFocus
              {...form.getInputProps("email")}
            />
            <PasswordInput
              label="Password"
              name="password"
              autoComplete="current-password"
              visibilityToggleButtonProps={{ "aria-label": "Show the password" }}
              {...form.getInputProps("password")}
            />
            <div role="alert">
              {problem && !attempt.isPending && (
                <Alert color="red" variant="light">
                  {signInMessage(problem)}
                </Alert>
              )}
            </div>
            <Button type="submit" fullWidth loading={attempt.isPending}>
              Sign in
            </Button>
            <Text size="sm" c="dimmed">
              <Anchor renderRoot={(props) => <Link to="/forgot-password" {...props} />}>
                Forgot your password?
              </Anchor>{" "}
              No account? The shop's owner can invite you.
            </Text>
          </Stack>
        </form>
      </Sheet>
      <TwoTracks />
    </div>
  );
}

/** A drawing of the shop's name: a dashed line runs beside a solid one, and joins it. */
function TwoTracks() {
  return (
    <div className={classes.picture}>
      <svg
        aria-hidden="true"
        viewBox="0 0 640 800"
        preserveAspectRatio="xMinYMid slice"
        fill="none"
        strokeWidth="26"
        stroke="currentColor"
      >
        <path d="M-20 260H250L368 378H1400" />
        <path className={classes.provisional} d="M-20 540H190" strokeDasharray="52 26" />
        <path d="M214 540H250L368 422H1400" />
      </svg>
    </div>
  );
}
