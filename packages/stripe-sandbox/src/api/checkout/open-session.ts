import type { SandboxContext } from "../../context/sandbox-context.ts";
import { refusal } from "../../stripe/errors.ts";
import type { CheckoutSession } from "../../stripe/stripe-types.ts";
import { getSession } from "./get-session.ts";

/** The session, if it can still be paid: one tab pays, the other learns that it has been paid. */
export function openSession(context: SandboxContext, id: string): CheckoutSession {
  const session = getSession(context, id);
  if (session.status === "complete")
    throw refusal("This Checkout Session has already been completed.", { code: "checkout_session_complete" });
  if (session.status === "expired")
    throw refusal("This Checkout Session has expired.", { code: "checkout_session_expired" });
  return session;
}
