import { Alert, Modal, Text, UnstyledButton } from "@mantine/core";
import { useWindowEvent } from "@mantine/hooks";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { errorMessage } from "../../messages.ts";
import classes from "../../ui/dialog.module.css";
import { useReturnFocus } from "../../ui/use-return-focus.ts";
import { SignInForm } from "../account/sign-in-form.tsx";

export interface SignInAgainProps {
  /** Of the person whose session has ended. */
  email: string;
  onSignedIn: () => Promise<void>;
  onLeave: () => void;
}

/** Covers the page whose session has ended, until its person has signed in again. */
export function SignInAgain({ email, onSignedIn, onLeave }: SignInAgainProps) {
  useReturnFocus();
  const [step, setStep] = useState<"password" | "code">("password");
  const resuming = useMutation({ mutationFn: onSignedIn });
  // They may have signed in again in another tab.
  useWindowEvent("focus", () => resuming.mutate());
  return (
    <Modal.Root
      opened
      onClose={() => {}}
      closeOnClickOutside={false}
      closeOnEscape={false}
      returnFocus={false}
      zIndex={1_000}
      transitionProps={{ duration: 0 }}
    >
      {/* Whoever comes by must not read what the session showed. */}
      <Modal.Overlay backgroundOpacity={0.9} blur={12} />
      <Modal.Content>
        <div className={classes.head}>
          <Modal.Title className={classes.title}>
            {step === "code" ? "Second factor" : "Your session has ended"}
          </Modal.Title>
        </div>
        <Modal.Body>
          <Text mb="md" maw={360}>
            Sign in again: what you have typed is kept. If you have just pressed a button, press it again.
          </Text>
          <div role="alert">
            {resuming.error && (
              <Alert color="red" variant="light" mb="md">
                {errorMessage(resuming.error)}
              </Alert>
            )}
          </div>
          <SignInForm email={email} onDone={resuming.mutate} onStep={setStep}>
            <Text size="sm" c="dimmed" component="div">
              <UnstyledButton fz="sm" td="underline" onClick={onLeave}>
                Leave this page, and sign in as somebody else
              </UnstyledButton>
            </Text>
          </SignInForm>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
