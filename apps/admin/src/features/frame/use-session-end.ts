import { useRouter } from "@tanstack/react-router";
import { type ComponentType, useEffect, useState } from "react";
import { queryClient } from "../../server/client.ts";
import { clearSessionData, fetchMe, onSessionEnd, useMe } from "../../server/session.ts";
import type { SignInAgainProps } from "./sign-in-again.tsx";

/**
 * When the session has ended while a page is open, `SignInAgain` is to be shown above it, so that nothing that was typed there is lost.
 * `resume` goes on with the page if the same person is signed in again, here or in another tab; for another person all begins anew.
 * `leave` opens the sign-in page.
 */
export function useSessionEnd() {
  const me = useMe();
  const router = useRouter();
  const [hasEnded, setHasEnded] = useState(false);
  const [SignInAgain, setSignInAgain] = useState<ComponentType<SignInAgainProps> | null>(null);
  const leave = () => void router.invalidate();

  useEffect(
    () =>
      onSessionEnd(() => {
        setHasEnded(true);
        import("./sign-in-again.tsx").then(
          (loaded) => setSignInAgain(() => loaded.SignInAgain),
          () => void router.invalidate(), // the routes' guards lead to the sign-in page, and back
        );
      }),
    [router],
  );

  async function resume(): Promise<void> {
    const now = await fetchMe();
    if (now === null) return;
    if (now.id !== me.id) {
      clearSessionData();
      await router.navigate({ to: "/", ignoreBlocker: true });
    }
    setHasEnded(false);
    await router.invalidate(); // the name or role may be another one
    await queryClient.refetchQueries({ type: "active", predicate: ({ state }) => state.status === "error" });
  }
  return { hasEnded, SignInAgain: hasEnded ? SignInAgain : null, resume, leave };
}
