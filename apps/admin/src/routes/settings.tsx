import { SettingsEditor } from "../features/settings/settings-editor.tsx";
import { trpc } from "../server/trpc.ts";
import { PathLink } from "../ui/path-link.tsx";
import { SettingsPage } from "../ui/settings-page.tsx";

/** Who sells, how invoices are numbered, how long goods are reserved. */
export function SettingsRoute() {
  const settings = trpc.settings.shop.useQuery(undefined, { staleTime: 0, refetchOnWindowFocus: "always" });
  const utils = trpc.useUtils();
  return (
    <SettingsPage
      title="Settings"
      name="settings"
      settings={settings}
      Editor={SettingsEditor}
      onSaved={(saved) => utils.settings.shop.setData(undefined, saved)}
      savedText="It holds in all processes from now on."
    >
      <PathLink path="/shipping">Shipping</PathLink>
      <PathLink path="/tax">Tax</PathLink>
      <PathLink path="/currencies">Currencies</PathLink>
    </SettingsPage>
  );
}
