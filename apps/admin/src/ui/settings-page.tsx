import { getRouteApi } from "@tanstack/react-router";
import type { ComponentType, ReactNode } from "react";
import { Notice } from "./notice.tsx";
import { PageHead } from "./page-head.tsx";
import { Problem } from "./problem.tsx";
import { useEditedVersion } from "./use-edited-version.ts";

const consoleRoute = getRouteApi("/console");

/** What every editor of settings gets. It begins anew with another version of them. */
export interface SettingsEditorProps<Settings> {
  settings: Settings;
  mayEdit: boolean;
  /** What somebody else has saved since these were loaded; null: nothing. */
  newer: Settings | null;
  onSaved: (saved: Settings) => void;
  onTakeNewer: () => void;
  /** Somebody else has saved: what they saved is to be loaded. */
  onRefused: () => void;
}

interface EditedSettings<Settings> {
  /** What it is, after "may change", e.g. "tax". */
  name: string;
  Editor: ComponentType<SettingsEditorProps<Settings>>;
  onSaved: (saved: Settings) => void;
  /** For which prices or pages what was saved holds. */
  savedText: string;
}

interface SettingsPageProps<Settings> extends EditedSettings<Settings> {
  title: string;
  settings: { data: Settings | undefined; isError: boolean; error: unknown; refetch: () => unknown };
  /** Links beside the title. */
  children?: ReactNode;
}

/** A page of settings that owners and managers save as a whole, one version after the other. */
export function SettingsPage<Settings extends { version: number }>({
  title,
  settings,
  children,
  ...edited
}: SettingsPageProps<Settings>) {
  const onRefetch = () => void settings.refetch();
  return (
    <>
      <PageHead title={title}>{children}</PageHead>
      {settings.isError && (
        <Problem
          title={settings.data ? "The settings could not be refreshed" : "The settings could not be loaded"}
          error={settings.error}
          onRetry={onRefetch}
        />
      )}
      {settings.data && <Edited latest={settings.data} onRefetch={onRefetch} {...edited} />}
    </>
  );
}

function Edited<Settings extends { version: number }>({
  latest,
  onRefetch,
  name,
  Editor,
  onSaved,
  savedText,
}: EditedSettings<Settings> & { latest: Settings; onRefetch: () => void }) {
  const { me } = consoleRoute.useRouteContext();
  const { base, notice, newer, takeNewer, continueFrom } = useEditedVersion(latest);
  const mayEdit = me.role !== "support";
  return (
    <>
      <Notice>{mayEdit ? notice : `Only an owner or a manager may change ${name}.`}</Notice>
      <Editor
        key={base.version}
        settings={latest.version === base.version ? latest : base}
        mayEdit={mayEdit}
        newer={newer}
        onTakeNewer={takeNewer}
        onSaved={(saved) => {
          onSaved(saved);
          continueFrom(saved, `Saved. ${savedText}`);
        }}
        onRefused={onRefetch}
      />
    </>
  );
}
