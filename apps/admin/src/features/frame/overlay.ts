export interface OverlayProps {
  onOpen: (name: OverlayName) => void;
  onClose: () => void;
}

export type OverlayName = "palette" | "shortcuts";
