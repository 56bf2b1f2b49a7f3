import type { SandboxContext } from "../../context/sandbox-context.ts";
import { route } from "../../http/route.ts";
import { missing } from "../../stripe/errors.ts";
import type { ConfirmationToken } from "../../stripe/stripe-types.ts";
import { makeConfirmationToken, type TokenInput } from "./make-confirmation-token.ts";

function getConfirmationToken(context: SandboxContext, id: string): ConfirmationToken {
  const found = context.store.find("confirmation_token", id);
  if (!found) throw missing("confirmation_token", id);
  return found;
}

export const confirmationTokenRoutes = [
  route("GET", "/v1/confirmation_tokens/{id}", (work, { id }) => getConfirmationToken(work, id), {
    covers: [],
  }),
  route<TokenInput>(
    "POST",
    "/v1/test_helpers/confirmation_tokens",
    (work, { params }) => makeConfirmationToken(work, params),
    { covers: ["payment_method", "payment_method_data", "return_url", "setup_future_usage", "shipping"] },
  ),
];
