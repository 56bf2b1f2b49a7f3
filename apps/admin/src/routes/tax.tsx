import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { TaxEditor } from "../features/tax/tax-editor.tsx";
import { type StaffTax, trpc } from "../server/trpc.ts";
import { Notice } from "../ui/notice.tsx";
import { PageHead } from "../ui/page-head.tsx";
import { Problem } from "../ui/problem.tsx";

const consoleRoute = getRouteApi("/console");

/** How prices are taxed, where the shop is registered, and the rates. */
export function TaxRoute() {
  const settings = trpc.tax.settings.useQuery(undefined, { staleTime: 0, refetchOnWindowFocus: "always" });
  return (
    <>
      <PageHead title="Tax" />
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
  // What is being edited stays while others save; they are shown beside it.
  const [base, setBase] = useState(latest);
  const [notice, setNotice] = useState<string | null>(null);
  const mayEdit = me.role !== "support";
  return (
    <>
      <Notice>{mayEdit ? notice : "Only an owner or a manager may change tax."}</Notice>
      <TaxEditor
        key={base.version}
        settings={base}
        mayEdit={mayEdit}
        newer={latest.version > base.version ? latest : null}
        onTakeNewer={() => {
          setNotice(null);
          setBase(latest);
        }}
        onSaved={(saved) => {
          utils.tax.settings.setData(undefined, saved);
          setBase(saved);
          setNotice("Saved. It holds for every new price from now on; orders keep theirs.");
        }}
        onRefused={onRefetch}
      />
    </>
  );
}
