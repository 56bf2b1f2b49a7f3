import { AlertSettingsEditor } from "../features/alerts/alert-settings-editor.tsx";
import { trpc } from "../server/trpc.ts";
import { PathLink } from "../ui/path-link.tsx";
import { SettingsPage } from "../ui/settings-page.tsx";

/** Who is told of alerts, and when. */
export function AlertSettingsRoute() {
  const settings = trpc.alerts.settings.useQuery(undefined, { staleTime: 0, refetchOnWindowFocus: "always" });
  const utils = trpc.useUtils();
  return (
    <SettingsPage
      title="Who is told of alerts"
      name="who is told of alerts"
      settings={settings}
      Editor={AlertSettingsEditor}
      onSaved={(saved) => utils.alerts.settings.setData(undefined, saved)}
      savedText="It holds for what is noticed from now on."
    >
      <PathLink path="/alerts">Alerts</PathLink>
    </SettingsPage>
  );
}
