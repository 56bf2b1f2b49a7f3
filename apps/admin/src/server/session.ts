import { getRouteApi } from "@tanstack/react-router";
import { queryClient, signedOut, trpcClient } from "./client.ts";
import { isSignedOut } from "./refusals.ts";
import type { Me } from "./trpc.ts";

const meKey = ["session", "me"];

/** Who is signed in, or null; asked again when the answer is a minute old. */
export function findMe(): Promise<Me | null> {
  return queryClient.fetchQuery({
    queryKey: meKey,
    staleTime: 60_000,
    async queryFn() {
      try {
        return await trpcClient.staff.me.query();
      } catch (error) {
        if (isSignedOut(error)) return null;
        throw error;
      }
    },
  });
}

/** Runs `act` when an answer of the server shows that the session is over. */
export function whenSessionEnds(act: () => void): void {
  signedOut.addEventListener("noticed", () => {
    queryClient.removeQueries({ queryKey: meKey });
    act();
  });
}

/** Why nobody was signed in; `retryAfter` in seconds. */
export type SignInProblem =
  | { kind: "wrong" }
  | { kind: "too_many"; retryAfter: number }
  | { kind: "foreign" }
  | { kind: "unreachable" }
  | { kind: "fault"; requestId: string | null };

/** Answers null when all is well. What was known before belongs to somebody else, and is forgotten. */
export async function signIn(credentials: {
  email: string;
  password: string;
}): Promise<SignInProblem | null> {
  const answer = await post("/auth/sign-in/email", credentials);
  if (answer?.ok) queryClient.clear();
  return problemOf(answer);
}

export async function signOut(): Promise<SignInProblem | null> {
  const answer = await post("/auth/sign-out", {});
  if (answer?.ok) queryClient.clear();
  return problemOf(answer);
}

function problemOf(answer: Response | null): SignInProblem | null {
  if (answer === null) return { kind: "unreachable" };
  if (answer.ok) return null;
  // 400: not even an address, or a password of a length that nobody's has.
  if (answer.status === 400 || answer.status === 401) return { kind: "wrong" };
  if (answer.status === 403) return { kind: "foreign" };
  if (answer.status === 429)
    return { kind: "too_many", retryAfter: Number(answer.headers.get("x-retry-after")) || 60 };
  return { kind: "fault", requestId: answer.headers.get("x-request-id") };
}

async function post(path: string, body: object): Promise<Response | null> {
  try {
    return await fetch(path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  } catch {
    return null;
  }
}

const route = getRouteApi("/console");

/** Who is signed in, on every page for staff. */
export function useMe(): Me {
  return route.useRouteContext({ select: ({ me }) => me });
}
