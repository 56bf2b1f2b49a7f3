import { Alert, Anchor, Button, PasswordInput, Stack, Text, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { getRouteApi, Link, useRouter } from "@tanstack/react-router";
import { type FormEvent, lazy, Suspense, useState } from "react";
import { signInMessage } from "../messages.ts";
import { signIn } from "../server/session.ts";
import { Sheet } from "../ui/sheet.tsx";
import classes from "./sign-in.module.css";

const route = getRouteApi("/sign-in");

// Its form brings the contract's schemas along, which most sign-ins don't need.
const SecondFactor = lazy(() =>
  import("../features/account/second-factor.tsx").then((module) => ({ default: module.SecondFactor })),
);

export function SignInRoute() {
  const { back } = route.useSearch();
  const router = useRouter();
  const [mistakes, setMistakes] = useState<Mistakes>({});
  const enter = () => router.navigate({ href: back ?? "/", replace: true });
  const attempt = useMutation({
    mutationFn: signIn,
    onSuccess: ({ problem, needsCode }) => (problem || needsCode ? undefined : enter()),
  });
  const problem = attempt.data?.problem;

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const credentials = {
      email: String(fields.get("email")).trim(),
      password: String(fields.get("password")),
    };
    const found = mistakesIn(credentials);
    setMistakes(found);
    if (!found.email && !found.password) attempt.mutate(credentials);
  }

  if (attempt.data?.needsCode)
    return (
      <div className={classes.page}>
        <Suspense>
          <SecondFactor onDone={enter} onBack={attempt.reset} />
        </Suspense>
        <TwoTracks />
      </div>
    );
  return (
    <div className={classes.page}>
      <Sheet title="Sign in">
        <form onSubmit={submit} onChange={() => setMistakes({})} noValidate>
          <Stack gap="md" maw={360}>
            <TextInput
              label="E-mail"
              type="email"
              name="email"
              autoComplete="username"
              autoFocus
              error={mistakes.email}
            />
            <PasswordInput
              label="Password"
              name="password"
              autoComplete="current-password"
              visibilityToggleButtonProps={{ "aria-label": "Show the password" }}
              error={mistakes.password}
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

interface Mistakes {
  email?: string;
  password?: string;
}

/** Checked by hand: a form library and its schemas would be a fifth of this first page's code, for two fields. */
function mistakesIn({ email, password }: { email: string; password: string }): Mistakes {
  return {
    ...(/^\S+@\S+$/.test(email) ? {} : { email: "This does not look like an e-mail address" }),
    ...(password === "" ? { password: "The password is missing" } : {}),
  };
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
