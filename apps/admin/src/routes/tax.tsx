import { TaxEditor } from "../features/tax/tax-editor.tsx";
import { trpc } from "../server/trpc.ts";
import { PathLink } from "../ui/path-link.tsx";
import { SettingsPage } from "../ui/settings-page.tsx";

/** How prices are taxed, where the shop is registered, and the rates. */
export function TaxRoute() {
  const settings = trpc.tax.settings.useQuery(undefined, { staleTime: 0, refetchOnWindowFocus: "always" });
  const utils = trpc.useUtils();
  return (
    <SettingsPage
      title="Tax"
      name="tax"
      settings={settings}
      Editor={TaxEditor}
      onSaved={(saved) => utils.tax.settings.setData(undefined, saved)}
      savedText="It holds for every new price from now on; orders keep theirs."
    >
      <PathLink path="/tax/report">Tax report</PathLink>
    </SettingsPage>
  );
}
