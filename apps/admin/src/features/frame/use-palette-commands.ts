import { type MantineColorScheme, useMantineColorScheme } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { sectionsFor } from "../../sections.ts";
import { useMe } from "../../server/session.ts";
import type { OverlayProps } from "./overlay.ts";
import type { PaletteItem } from "./palette-items.ts";
import { schemeWords } from "./scheme-words.ts";
import { useSignOut } from "./use-sign-out.ts";

/** What the palette offers besides what it finds: the places this person may go to, and what can be done from anywhere. */
export function usePaletteCommands(onOpen: OverlayProps["onOpen"]): PaletteItem[] {
  const { role } = useMe();
  const navigate = useNavigate();
  const leave = useSignOut();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const schemes = (Object.keys(schemeWords) as MantineColorScheme[]).filter((it) => it !== colorScheme);
  const deed = (label: string, run: () => void, hint?: string): PaletteItem => ({
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
    deed("Orders that need attention", () => void navigate({ to: "/orders", search: { attention: true } })),
    deed("Orders that wait for the bank", () => void navigate({ to: "/orders", search: { bank: true } })),
    deed("Disputes that need an answer", () => void navigate({ to: "/disputes" })),
    deed("Sync all pending payments", () => void navigate({ to: "/sync" })),
    deed("Keyboard shortcuts", () => onOpen("shortcuts"), "?"),
    ...schemes.map((scheme) => deed(`Colours: ${schemeWords[scheme]}`, () => setColorScheme(scheme))),
    deed("Sign out", () => leave.mutate()),
  ];
}
