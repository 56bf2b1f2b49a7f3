import { type MantineColorScheme, useMantineColorScheme } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { sectionsFor } from "../../sections.ts";
import { useMe } from "../../server/session.ts";
import type { OverlayProps } from "./overlay.ts";
import type { PaletteItem } from "./palette-items.ts";
import { schemeLabels } from "./scheme-labels.ts";
import { useSignOut } from "./use-sign-out.ts";

/** The palette's commands: the sections that this person may open, and the actions that work on every page. */
export function usePaletteCommands(onOpen: OverlayProps["onOpen"]): PaletteItem[] {
  const { role } = useMe();
  const navigate = useNavigate();
  const leave = useSignOut();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const schemes = (Object.keys(schemeLabels) as MantineColorScheme[]).filter((it) => it !== colorScheme);
  const action = (label: string, run: () => void, hint?: string): PaletteItem => ({
    id: label,
    group: "Do",
    label,
    hint,
    run,
  });
  return [
    ...sectionsFor(role).map(({ label, to, key }) => ({
      id: label,
      group: "Go to",
      label,
      hint: `g ${key}`,
      run: () => void navigate({ to }),
    })),
    { id: "account", group: "Go to", label: "Your account", run: () => void navigate({ to: "/account" }) },
    action("Orders that need attention", () => void navigate({ to: "/orders", search: { attention: true } })),
    action("Orders that wait for the bank", () => void navigate({ to: "/orders", search: { bank: true } })),
    action("Disputes that need an answer", () => void navigate({ to: "/disputes" })),
    action("Sync all pending payments", () => void navigate({ to: "/sync" })),
    action("Keyboard shortcuts", () => onOpen("shortcuts"), "?"),
    ...schemes.map((scheme) => action(`Colours: ${schemeLabels[scheme]}`, () => setColorScheme(scheme))),
    action("Sign out", () => leave.mutate()),
  ];
}
