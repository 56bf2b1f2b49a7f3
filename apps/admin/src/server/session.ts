import { getRouteApi } from "@tanstack/react-router";
import { queryClient, signedOut, trpcClient } from "./client.ts";
import { isSignedOut } from "./refusals.ts";
import { forgetAllRuns } from "./started-runs.ts";
import type { Me } from "./trpc.ts";

export const meKey = ["session", "me"];

/** The signed-in person, or null; read again when the answer is a minute old. */
export function fetchMe(): Promise<Me | null> {
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

/** Calls `callback` when an answer of the server shows that the session is over. Returns a function that stops that. */
export function onSessionEnd(callback: () => void): () => void {
  const noticed = () => {
    queryClient.removeQueries({ queryKey: meKey });
    callback();
  };
  signedOut.addEventListener("noticed", noticed);
  return () => signedOut.removeEventListener("noticed", noticed);
}

/** Why the request failed; `retryAfter` in seconds. */
export type SignInProblem =
  | { kind: "wrong" }
  | { kind: "wrong_code" }
  | { kind: "wrong_password" }
  | { kind: "public_password" }
  | { kind: "challenge_over" }
  | { kind: "link_over" }
  | { kind: "too_many"; retryAfter: number }
  | { kind: "foreign" }
  | { kind: "unreachable" }
  | { kind: "fault"; requestId: string | null };

interface Answer<Body> {
  problem: SignInProblem | null;
  data: Body | null;
}

/** Signs in. `needsCode`: the second factor is still missing. What was read before stays: `clearSessionData` drops it. */
export async function signIn(credentials: {
  email: string;
  password: string;
}): Promise<{ problem: SignInProblem | null; needsCode: boolean }> {
  const { problem, data } = await postAuth<{ twoFactorRedirect?: boolean }>("/sign-in/email", credentials);
  return { problem, needsCode: data?.twoFactorRedirect === true };
}

/** The second step of a sign-in: six digits of the authenticator app, or a backup code. */
export async function verifyCode({ code, kind }: { code: string; kind: "totp" | "backup-code" }) {
  return (await postAuth(`/two-factor/verify-${kind}`, { code })).problem;
}

export async function signOut(): Promise<SignInProblem | null> {
  const { problem } = await postAuth("/sign-out", {});
  if (problem === null) clearSessionData();
  return problem;
}

export async function requestReset(email: string): Promise<SignInProblem | null> {
  return (await postAuth("/request-password-reset", { email })).problem;
}

export async function resetPassword(choice: { token: string; newPassword: string }) {
  const { problem } = await postAuth("/reset-password", choice);
  if (problem === null) clearSessionData();
  return problem;
}

/** Changes the password. Other browsers are signed out. */
export async function changePassword(choice: { currentPassword: string; newPassword: string }) {
  return (await postAuth("/change-password", choice)).problem;
}

/** Begins the set-up: the second factor counts once `confirmSecondFactor` succeeded. */
export function beginSecondFactor(password: string) {
  return postAuth<{ totpURI: string; backupCodes: string[] }>("/two-factor/enable", { password });
}

export async function confirmSecondFactor(code: string): Promise<SignInProblem | null> {
  return (await postAuth("/two-factor/verify-totp", { code })).problem;
}

export async function endSecondFactor(password: string): Promise<SignInProblem | null> {
  return (await postAuth("/two-factor/disable", { password })).problem;
}

export function newBackupCodes(password: string) {
  return postAuth<{ backupCodes: string[] }>("/two-factor/generate-backup-codes", { password });
}

/** Drops what another person may have read. */
export function clearSessionData(): void {
  queryClient.clear();
  forgetAllRuns();
}

/** Calls the server's routes in front of better-auth. */
async function postAuth<Body = unknown>(path: string, body: object): Promise<Answer<Body>> {
  const answer = await postJson(`/auth${path}`, body);
  if (answer === null) return { problem: { kind: "unreachable" }, data: null };
  const data: unknown = await answer.json().catch(() => null);
  if (answer.ok) return { problem: null, data: data as Body };
  return { problem: problemOf(answer, (data as { code?: string } | null)?.code), data: null };
}

const problemOfCode: Record<string, SignInProblem> = {
  INVALID_CODE: { kind: "wrong_code" },
  INVALID_BACKUP_CODE: { kind: "wrong_code" },
  INVALID_PASSWORD: { kind: "wrong_password" },
  PASSWORD_IS_PUBLIC: { kind: "public_password" },
  INVALID_TOKEN: { kind: "link_over" },
  INVALID_TWO_FACTOR_COOKIE: { kind: "challenge_over" },
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: { kind: "challenge_over" },
};

function problemOf(answer: Response, code: string | undefined): SignInProblem {
  const known = code === undefined ? undefined : problemOfCode[code];
  if (known !== undefined) return known;
  // 400: not an e-mail address, or a password of a length that is never allowed.
  if (answer.status === 400 || answer.status === 401) return { kind: "wrong" };
  if (answer.status === 403) return { kind: "foreign" };
  if (answer.status === 429)
    return { kind: "too_many", retryAfter: Number(answer.headers.get("retry-after")) || 900 };
  return { kind: "fault", requestId: answer.headers.get("x-request-id") };
}

async function postJson(path: string, body: object): Promise<Response | null> {
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

/** The signed-in person, on every page for staff. */
export function useMe(): Me {
  return route.useRouteContext({ select: ({ me }) => me });
}
