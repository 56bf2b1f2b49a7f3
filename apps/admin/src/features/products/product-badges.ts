import type { ProductKind, ProductStatus, StaffRole } from "@dualtrack/contract";
import type { Tone } from "../../ui/status.tsx";

export const statusBadges: Record<ProductStatus, { tone: Tone; label: string }> = {
  draft: { tone: "idle", label: "Draft" },
  upcoming: { tone: "info", label: "Upcoming" },
  on_sale: { tone: "good", label: "On sale" },
};

export const kindTexts: Record<ProductKind, string> = {
  physical: "Goods that are shipped",
  digital: "Files to download",
  service: "Time that is booked",
};

export function editDisabledReason(role: StaffRole): string | null {
  return role === "support" ? "Only an owner or a manager may change products." : null;
}
