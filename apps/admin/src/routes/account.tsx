import { Skeleton } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { getRouteApi, useRouter } from "@tanstack/react-router";
import { ProfileSection } from "../features/account/profile-section.tsx";
import { SecondFactorSection } from "../features/account/second-factor-section.tsx";
import { SessionsSection } from "../features/account/sessions-section.tsx";
import { fetchMe, meKey } from "../server/session.ts";
import { trpc } from "../server/trpc.ts";
import { PageHead } from "../ui/page-head.tsx";
import { Problem } from "../ui/problem.tsx";

const consoleRoute = getRouteApi("/console");

export function AccountRoute() {
  const { me } = consoleRoute.useRouteContext();
  const account = trpc.staff.account.useQuery(undefined, { staleTime: 0 });
  const queries = useQueryClient();
  const router = useRouter();
  const changed = async () => {
    void account.refetch();
    queries.removeQueries({ queryKey: meKey });
    // Without a session the routes' guard would leave the page, and what is typed in it; `account` reports the end instead.
    const isSignedOut = await fetchMe().then(
      (found) => found === null,
      () => false, // the guard shows why it failed
    );
    if (!isSignedOut) await router.invalidate();
  };
  return (
    <>
      <PageHead title="Your account" />
      <ProfileSection me={me} onChanged={changed} />
      {account.isPending && <Skeleton height={240} role="status" aria-label="Loading your account" />}
      {account.isLoadingError && (
        <Problem title="Your account could not be loaded" error={account.error} onRetry={account.refetch} />
      )}
      {account.data && (
        <>
          <SecondFactorSection isOn={account.data.hasSecondFactor} onChanged={changed} />
          <SessionsSection sessions={account.data.sessions} onChanged={() => void account.refetch()} />
        </>
      )}
    </>
  );
}
