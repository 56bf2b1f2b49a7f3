import { type ComponentType, useState } from "react";

export interface OverlayProps {
  onOpen: (name: OverlayName) => void;
  onClose: () => void;
}

export type OverlayName = "palette" | "shortcuts";

/** Parts of the frame that few page views need: loaded when they are first asked for. */
const overlays: Record<OverlayName, () => Promise<ComponentType<OverlayProps>>> = {
  palette: () => import("./palette.tsx").then(({ Palette }) => Palette),
  shortcuts: () => import("./shortcuts.tsx").then(({ Shortcuts }) => Shortcuts),
};

/** The one overlay that is open, if any. `isMissing`: it could not be loaded. */
export function useOverlay() {
  const [Overlay, setOverlay] = useState<ComponentType<OverlayProps> | null>(null);
  const [isMissing, setIsMissing] = useState(false);
  function open(name: OverlayName) {
    setIsMissing(false);
    overlays[name]().then(
      (loaded) => setOverlay(() => loaded),
      () => setIsMissing(true),
    );
  }
  return { Overlay, isMissing, open, close: () => setOverlay(null) };
}
