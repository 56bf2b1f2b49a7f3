import { type StaffRole, staffRoles } from "@dualtrack/contract";
import type { LinkProps } from "@tanstack/react-router";

export interface ConsoleSection {
  label: string;
  to: LinkProps["to"];
  /** Who sees the section; the server decides who may read it. */
  roles: readonly StaffRole[];
  /** The key that opens it, after `g`. */
  key: string;
}

/** The console's sections, in the order of the rail. */
const sections: ConsoleSection[] = [
  { label: "Home", to: "/", roles: staffRoles, key: "h" },
  { label: "Alerts", to: "/alerts", roles: staffRoles, key: "n" },
  { label: "Health", to: "/health", roles: staffRoles, key: "j" },
  { label: "Orders", to: "/orders", roles: staffRoles, key: "o" },
  { label: "Draft orders", to: "/draft-orders", roles: staffRoles, key: "f" },
  { label: "Messages", to: "/messages", roles: staffRoles, key: "1" },
  { label: "Disputes", to: "/disputes", roles: staffRoles, key: "d" },
  { label: "Declines", to: "/declines", roles: staffRoles, key: "c" },
  { label: "Reservations", to: "/reservations", roles: staffRoles, key: "r" },
  { label: "Products", to: "/products", roles: staffRoles, key: "p" },
  { label: "Categories", to: "/categories", roles: staffRoles, key: "a" },
  { label: "Stock", to: "/stock", roles: staffRoles, key: "s" },
  { label: "Bookings", to: "/bookings", roles: staffRoles, key: "k" },
  { label: "Rooms", to: "/resources", roles: staffRoles, key: "m" },
  { label: "Discounts", to: "/discounts", roles: staffRoles, key: "b" },
  { label: "Shipping", to: "/shipping", roles: staffRoles, key: "v" },
  { label: "Currencies", to: "/currencies", roles: staffRoles, key: "u" },
  { label: "Tax", to: "/tax", roles: staffRoles, key: "x" },
  { label: "Invoices", to: "/invoices", roles: staffRoles, key: "i" },
  { label: "Payouts", to: "/payouts", roles: staffRoles, key: "z" },
  { label: "Settings", to: "/settings", roles: staffRoles, key: "e" },
  { label: "Switches", to: "/switches", roles: staffRoles, key: "q" },
  { label: "Sync", to: "/sync", roles: staffRoles, key: "y" },
  { label: "Reconciliation", to: "/reconciliation", roles: staffRoles, key: "2" },
  { label: "Webhooks", to: "/webhooks", roles: staffRoles, key: "w" },
  { label: "Jobs", to: "/jobs", roles: staffRoles, key: "3" },
  { label: "Staff", to: "/staff", roles: ["owner"], key: "t" },
  { label: "Audit log", to: "/audit", roles: ["owner", "manager"], key: "l" },
];

export function sectionsFor(role: StaffRole): ConsoleSection[] {
  return sections.filter(({ roles }) => roles.includes(role));
}
