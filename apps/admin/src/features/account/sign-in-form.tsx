import { Alert, Button, PasswordInput, Stack, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, lazy, type ReactNode, Suspense, useState } from "react";
import { signInMessage } from "../../messages.ts";
import { signIn } from "../../server/session.ts";

// Its form brings the contract's schemas along, which most sign-ins don't need.
const SecondFactor = lazy(() =>
  import("./second-factor.tsx").then((module) => ({ default: module.SecondFactor })),
);

interface SignInFormProps {
  /** Of the person who was signed in before; left out: it is asked for. */
  email?: string;
  onDone: () => void;
  /** Which step of the sign-in is shown from now on. */
  onStep?: (step: "password" | "code") => void;
  /** Below the button of the first step. */
  children?: ReactNode;
}

/** Asks for e-mail and password, and then for the second factor of those who have one. */
export function SignInForm({ email, onDone, onStep, children }: SignInFormProps) {
  const [mistakes, setMistakes] = useState<Mistakes>({});
  const attempt = useMutation({
    mutationFn: signIn,
    onSuccess({ problem, needsCode }) {
      if (needsCode) onStep?.("code");
      else if (problem === null) onDone();
    },
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

  function beginAgain() {
    attempt.reset();
    onStep?.("password");
  }

  if (attempt.data?.needsCode)
    return (
      <Suspense>
        <SecondFactor onDone={onDone} onBack={beginAgain} />
      </Suspense>
    );
  return (
    <form onSubmit={submit} onChange={() => setMistakes({})} noValidate>
      <Stack gap="md" maw={360}>
        <TextInput
          label="E-mail"
          type="email"
          name="email"
          autoComplete="username"
          autoFocus={email === undefined}
          defaultValue={email}
          readOnly={email !== undefined}
          error={mistakes.email}
        />
        <PasswordInput
          label="Password"
          name="password"
          autoComplete="current-password"
          data-autofocus={email === undefined ? undefined : true}
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
        {children}
      </Stack>
    </form>
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
