import type { Actor } from "@dualtrack/commerce";

/** Staff whose actions tests take: `by` of a command. */
export const manager: Actor = {
  name: "Manager",
  email: "manager@example.com",
  role: "manager",
  ip: "127.0.0.1",
};
export const owner: Actor = { name: "Olga", email: "o@shop.example", role: "owner", ip: null };
