import type { ProductStatus, StaffRole } from "@dualtrack/contract";
import type { Tone } from "../../ui/status.tsx";

export const statusLooks: Record<ProductStatus, { tone: Tone; word: string }> = {
  draft: { tone: "idle", word: "Draft" },
  upcoming: { tone: "info", word: "Upcoming" },
  on_sale: { tone: "good", word: "On sale" },
};

export function whyNotProducts(role: StaffRole): string | null {
  return role === "support" ? "Only an owner or a manager may change products." : null;
}
