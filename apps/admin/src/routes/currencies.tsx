import { getRouteApi } from "@tanstack/react-router";
import { CurrenciesEditor } from "../features/currencies/currencies-editor.tsx";
import { type StaffCurrencies, trpc } from "../server/trpc.ts";
import { Notice } from "../ui/notice.tsx";
import { PageHead } from "../ui/page-head.tsx";
import { Problem } from "../ui/problem.tsx";
import { useEditedVersion } from "../ui/use-edited-version.ts";

const consoleRoute = getRouteApi("/console");

/** The currencies in which customers buy, and their rates. */
export function CurrenciesRoute() {
  const settings = trpc.currencies.settings.useQuery(undefined, {
    staleTime: 0,
    refetchOnWindowFocus: "always",
  });
  return (
    <>
      <PageHead title="Currencies" />
      {settings.isError && (
        <Problem
          title={settings.data ? "The settings could not be refreshed" : "The settings could not be loaded"}
          error={settings.error}
          onRetry={settings.refetch}
        />
      )}
      {settings.data && <Currencies settings={settings.data} onRefetch={() => void settings.refetch()} />}
    </>
  );
}

function Currencies({ settings: latest, onRefetch }: { settings: StaffCurrencies; onRefetch: () => void }) {
  const { me } = consoleRoute.useRouteContext();
  const utils = trpc.useUtils();
  const { base, notice, newer, takeNewer, continueFrom } = useEditedVersion(latest);
  const mayEdit = me.role !== "support";
  return (
    <>
      <Notice>{mayEdit ? notice : "Only an owner or a manager may change currencies."}</Notice>
      <CurrenciesEditor
        key={base.version}
        settings={base}
        mayEdit={mayEdit}
        newer={newer}
        onTakeNewer={takeNewer}
        onSaved={(saved) => {
          utils.currencies.settings.setData(undefined, saved);
          continueFrom(
            saved,
            "Saved. It holds for every page from now on; open checkouts and orders keep their currency and rate.",
          );
        }}
        onRefused={onRefetch}
      />
    </>
  );
}
