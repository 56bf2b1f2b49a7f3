import { getRouteApi } from "@tanstack/react-router";
import { CurrenciesEditor } from "../features/currencies/currencies-editor.tsx";
import { FeedSection } from "../features/currencies/feed-section.tsx";
import { GapsSection } from "../features/currencies/gaps-section.tsx";
import { trpc } from "../server/trpc.ts";
import { SettingsPage } from "../ui/settings-page.tsx";

const consoleRoute = getRouteApi("/console");

/** The currencies in which customers buy, their rates, and what can't be had in one of them. */
export function CurrenciesRoute() {
  const { me } = consoleRoute.useRouteContext();
  const settings = trpc.currencies.settings.useQuery(undefined, {
    staleTime: 0,
    refetchOnWindowFocus: "always",
  });
  const utils = trpc.useUtils();
  return (
    <>
      <SettingsPage
        title="Currencies"
        name="currencies"
        settings={settings}
        Editor={CurrenciesEditor}
        onSaved={(saved) => utils.currencies.settings.setData(undefined, saved)}
        savedText="It holds for every page from now on; open checkouts and orders keep their currency and rate."
      />
      {settings.data && (
        <>
          <FeedSection settings={settings.data} mayEdit={me.role !== "support"} />
          <GapsSection settings={settings.data} />
        </>
      )}
    </>
  );
}
