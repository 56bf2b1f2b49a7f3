import { useMutation } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { signOut } from "../../server/session.ts";

/** Ends the session, then leads to the sign-in page. Its data says why it did not work. */
export function useSignOut() {
  const router = useRouter();
  return useMutation({
    mutationFn: signOut,
    onSuccess: (problem) => (problem ? undefined : router.navigate({ to: "/sign-in" })),
  });
}
