import type { SandboxContext } from "../../context/sandbox-context.ts";
import { missing } from "../../stripe/errors.ts";
import type { SetupIntent } from "../../stripe/stripe-types.ts";

/** The setup intent with this id; `param` names it when it came as a parameter, not in the URL. */
export function getSetupIntent(context: SandboxContext, id: string, param = "id"): SetupIntent {
  const found = context.store.find("setup_intent", id);
  if (!found) throw missing("setup_intent", id, param);
  return found;
}
