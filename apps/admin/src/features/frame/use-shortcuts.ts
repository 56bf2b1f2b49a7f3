import { useHotkeys } from "@mantine/hooks";
import { useNavigate } from "@tanstack/react-router";
import { type RefObject, useRef } from "react";
import type { ConsoleSection } from "../../sections.ts";
import type { OverlayName } from "./overlay.ts";

/** How long after `g` the letter of a section counts, in milliseconds. */
const jumpMs = 1_200;

/** The shortcuts that work on every page. In a field, or while a dialog is open, the keys type letters. */
export function useShortcuts({
  sections,
  open,
  isOpening,
}: {
  sections: ConsoleSection[];
  open: (name: OverlayName) => void;
  /** A dialog was asked for, and is not there yet. */
  isOpening: RefObject<boolean>;
}) {
  const navigate = useNavigate();
  const jumpUntil = useRef(0);
  const unlessBusy = (action: () => void) => () => {
    if (!isOpening.current && document.querySelector("[role='dialog']") === null) action();
  };
  useHotkeys([["mod+K", unlessBusy(() => open("palette"))]], []); // works in fields, too
  useHotkeys([
    // A page with a search field of its own handles the key itself.
    ["/", unlessBusy(() => !document.querySelector("[aria-keyshortcuts='/']") && open("palette"))],
    ["?", unlessBusy(() => open("shortcuts"))],
    ["shift+?", unlessBusy(() => open("shortcuts"))], // where a keyboard needs Shift for it
    [
      "g",
      unlessBusy(() => {
        jumpUntil.current = Date.now() + jumpMs;
      }),
    ],
    ...sections.map(({ key, to }): [string, () => void] => [
      key,
      unlessBusy(() => {
        if (Date.now() < jumpUntil.current) void navigate({ to });
        jumpUntil.current = 0;
      }),
    ]),
  ]);
}
