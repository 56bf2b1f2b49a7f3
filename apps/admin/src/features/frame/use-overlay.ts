import { type ComponentType, useEffect, useRef, useState } from "react";
import type { OverlayName, OverlayProps } from "./overlay.ts";

/** Parts of the frame that few page views need: loaded when they are first asked for. */
const overlays: Record<OverlayName, () => Promise<ComponentType<OverlayProps>>> = {
  palette: () => import("./palette.tsx").then(({ Palette }) => Palette),
  shortcuts: () => import("./shortcuts.tsx").then(({ Shortcuts }) => Shortcuts),
};

/** The one overlay that is open, if any. `isMissing`: it could not be loaded. */
export function useOverlay() {
  const [Overlay, setOverlay] = useState<ComponentType<OverlayProps> | null>(null);
  const [isMissing, setIsMissing] = useState(false);
  const close = () => setOverlay(null);

  // Its Escape is its own: the page below would take it for “go back”. Listening first of all, once and for all, it is
  // asked before the dialog is, which would be gone by the time the event comes to the page.
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

  function open(name: OverlayName) {
    setIsMissing(false);
    overlays[name]().then(
      (loaded) => setOverlay(() => loaded),
      () => setIsMissing(true),
    );
  }
  return { Overlay, isMissing, open, close };
}
