import { missing } from "../http/errors.ts";
import type { SetupIntent } from "../stripe-types.ts";
import type { World } from "../world.ts";

export function getSetupIntent(world: World, id: string): SetupIntent {
  const found = world.store.find<SetupIntent>("setup_intent", id);
  if (!found) throw missing("setup_intent", id);
  return found;
}
