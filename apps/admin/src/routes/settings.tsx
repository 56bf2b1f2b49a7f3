import { getRouteApi } from "@tanstack/react-router";
import { SettingsEditor } from "../features/settings/settings-editor.tsx";
import { type StaffSettings, trpc } from "../server/trpc.ts";
import { Notice } from "../ui/notice.tsx";
import { PageHead } from "../ui/page-head.tsx";
import { PathLink } from "../ui/path-link.tsx";
import { Problem } from "../ui/problem.tsx";
import { useEditedVersion } from "../ui/use-edited-version.ts";

const consoleRoute = getRouteApi("/console");

/** Who sells, how invoices are numbered, how long goods are reserved. */
export function SettingsRoute() {
  const settings = trpc.settings.shop.useQuery(undefined, { staleTime: 0, refetchOnWindowFocus: "always" });
  return (
    <>
      <PageHead title="Settings">
        <PathLink path="/shipping">Shipping</PathLink>
        <PathLink path="/tax">Tax</PathLink>
      </PageHead>
      {settings.isError && (
        <Problem
          title={settings.data ? "The settings could not be refreshed" : "The settings could not be loaded"}
          error={settings.error}
          onRetry={settings.refetch}
        />
      )}
      {settings.data && <Settings settings={settings.data} onRefetch={() => void settings.refetch()} />}
    </>
  );
}

function Settings({ settings: latest, onRefetch }: { settings: StaffSettings; onRefetch: () => void }) {
  const { me } = consoleRoute.useRouteContext();
  const utils = trpc.useUtils();
  const { base, notice, newer, takeNewer, continueFrom } = useEditedVersion(latest);
  const mayEdit = me.role !== "support";
  return (
    <>
      <Notice>{mayEdit ? notice : "Only an owner or a manager may change settings."}</Notice>
      <SettingsEditor
        key={base.version}
        settings={base}
        mayEdit={mayEdit}
        newer={newer}
        onTakeNewer={takeNewer}
        onSaved={(saved) => {
          utils.settings.shop.setData(undefined, saved);
          continueFrom(saved, "Saved. It holds in all processes from now on.");
        }}
        onRefused={onRefetch}
      />
    </>
  );
}
