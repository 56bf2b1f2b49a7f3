import { useMutation } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { signOut } from "../../server/session.ts";

/** Ends the session and opens the sign-in page. The mutation's data says why it failed. */
export function useSignOut() {
  const router = useRouter();
  return useMutation({
    mutationFn: signOut,
    onSuccess: (problem) => (problem ? undefined : router.navigate({ to: "/sign-in" })),
  });
}
