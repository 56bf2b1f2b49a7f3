import { Anchor, Text } from "@mantine/core";
import { getRouteApi, Link, useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { SignInForm } from "../features/account/sign-in-form.tsx";
import { clearSessionData } from "../server/session.ts";
import { Sheet } from "../ui/sheet.tsx";
import classes from "./sign-in.module.css";

const route = getRouteApi("/sign-in");

export function SignInRoute() {
  const { back } = route.useSearch();
  const router = useRouter();
  const [step, setStep] = useState<"password" | "code">("password");

  function enter() {
    clearSessionData();
    router.navigate({ href: back ?? "/", replace: true });
  }

  return (
    <div className={classes.page}>
      <Sheet title={step === "code" ? "Second factor" : "Sign in"}>
        <SignInForm onDone={enter} onStep={setStep}>
          <Text size="sm" c="dimmed">
            <Anchor renderRoot={(props) => <Link to="/forgot-password" {...props} />}>
              Forgot your password?
            </Anchor>{" "}
            No account? The shop's owner can invite you.
          </Text>
        </SignInForm>
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
