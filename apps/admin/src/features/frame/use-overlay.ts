import { type ComponentType, useEffect, useRef, useState } from "react";
import type { OverlayName, OverlayProps } from "./overlay.ts";

/** Parts of the frame that few visits need: each is loaded when it is first opened. */
const overlays: Record<OverlayName, () => Promise<ComponentType<OverlayProps>>> = {
  palette: () => import("./palette.tsx").then(({ Palette }) => Palette),
  shortcuts: () => import("./shortcuts.tsx").then(({ Shortcuts }) => Shortcuts),
};

/** The one overlay that is open, if any. `isMissing`: it could not be loaded. */
export function useOverlay() {
  const [Overlay, setOverlay] = useState<ComponentType<OverlayProps> | null>(null);
  const [isMissing, setIsMissing] = useState(false);
  const close = () => setOverlay(null);

  // Escape in an overlay must not reach the page, which would go back. The listener runs in the capture phase,
  // before the dialog closes itself; afterwards the event could no longer be recognised as the dialog's.
  const isOpen = useRef(false);
  isOpen.current = Overlay !== null;
  useEffect(() => {
    const catchEscape = (event: KeyboardEvent) => {
      if (!isOpen.current || event.key !== "Escape" || event.isComposing) return;
      event.stopPropagation();
      setOverlay(null);
    };
    addEventListener("keydown", catchEscape, { capture: true });
    return () => removeEventListener("keydown", catchEscape, { capture: true });
  }, []);

  // Keys that are pressed until it is there are meant for it, and no shortcuts.
  const isOpening = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when an overlay is there, or gone
  useEffect(() => {
    isOpening.current = false;
  }, [Overlay, isMissing]);

  function open(name: OverlayName) {
    setIsMissing(false);
    isOpening.current = true;
    overlays[name]().then(
      (loaded) => setOverlay(() => loaded),
      () => {
        isOpening.current = false;
        setIsMissing(true);
      },
    );
  }
  return { Overlay, isMissing, isOpening, open, close };
}
