import type { DraftOrderState, StaffRole } from "@dualtrack/contract";
import type { Tone } from "../../ui/status.tsx";

export const stateBadges: Record<DraftOrderState, { tone: Tone; label: string }> = {
  draft: { tone: "idle", label: "Draft" },
  waiting: { tone: "wait", label: "Waiting for payment" },
  ordered: { tone: "good", label: "Ordered" },
  expired: { tone: "bad", label: "Not paid in time" },
  cancelled: { tone: "none", label: "Called off" },
};

export function whyNotSend(role: StaffRole): string | null {
  return role === "support" ? "Only an owner or a manager may reserve goods and send the link." : null;
}
