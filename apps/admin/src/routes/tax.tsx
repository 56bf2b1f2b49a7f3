import { getRouteApi } from "@tanstack/react-router";
import { TaxEditor } from "../features/tax/tax-editor.tsx";
import { type StaffTax, trpc } from "../server/trpc.ts";
import { Notice } from "../ui/notice.tsx";
import { PageHead } from "../ui/page-head.tsx";
import { PathLink } from "../ui/path-link.tsx";
import { Problem } from "../ui/problem.tsx";
import { useEditedVersion } from "../ui/use-edited-version.ts";

const consoleRoute = getRouteApi("/console");

/** How prices are taxed, where the shop is registered, and the rates. */
export function TaxRoute() {
  const settings = trpc.tax.settings.useQuery(undefined, { staleTime: 0, refetchOnWindowFocus: "always" });
  return (
    <>
      <PageHead title="Tax">
        <PathLink path="/tax/report">Tax report</PathLink>
      </PageHead>
      {settings.isError && (
        <Problem
          title={settings.data ? "The settings could not be refreshed" : "The settings could not be loaded"}
          error={settings.error}
          onRetry={settings.refetch}
        />
      )}
      {settings.data && <Tax settings={settings.data} onRefetch={() => void settings.refetch()} />}
    </>
  );
}

function Tax({ settings: latest, onRefetch }: { settings: StaffTax; onRefetch: () => void }) {
  const { me } = consoleRoute.useRouteContext();
  const utils = trpc.useUtils();
  const { base, notice, newer, takeNewer, continueFrom } = useEditedVersion(latest);
  const mayEdit = me.role !== "support";
  return (
    <>
      <Notice>{mayEdit ? notice : "Only an owner or a manager may change tax."}</Notice>
      <TaxEditor
        key={base.version}
        settings={base}
        mayEdit={mayEdit}
        newer={newer}
        onTakeNewer={takeNewer}
        onSaved={(saved) => {
          utils.tax.settings.setData(undefined, saved);
          continueFrom(saved, "Saved. It holds for every new price from now on; orders keep theirs.");
        }}
        onRefused={onRefetch}
      />
    </>
  );
}
