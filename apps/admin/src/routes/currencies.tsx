import { CurrenciesEditor } from "../features/currencies/currencies-editor.tsx";
import { trpc } from "../server/trpc.ts";
import { SettingsPage } from "../ui/settings-page.tsx";

/** The currencies in which customers buy, and their rates. */
export function CurrenciesRoute() {
  const settings = trpc.currencies.settings.useQuery(undefined, {
    staleTime: 0,
    refetchOnWindowFocus: "always",
  });
  const utils = trpc.useUtils();
  return (
    <SettingsPage
      title="Currencies"
      name="currencies"
      settings={settings}
      Editor={CurrenciesEditor}
      onSaved={(saved) => utils.currencies.settings.setData(undefined, saved)}
      savedText="It holds for every page from now on; open checkouts and orders keep their currency and rate."
    />
  );
}
