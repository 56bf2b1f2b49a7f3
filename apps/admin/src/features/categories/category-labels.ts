import type { StaffRole } from "@dualtrack/contract";

export function whyNotCategories(role: StaffRole): string | null {
  return role === "support" ? "Only an owner or a manager may change categories." : null;
}

export function productsText(count: number): string {
  return count === 1 ? "1 product" : `${count} products`;
}
