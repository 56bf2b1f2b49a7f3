import { type OnOffSwitch, switchNames } from "@dualtrack/contract";
import type { Shop } from "../shop.ts";

/** All switches for staff, in the order of `switchNames`: how each is set, by whom, and whether the environment says otherwise. */
export async function listSwitches({ db, settings: { switches: overrides } }: Shop) {
  const rows = await db.switch.findMany();
  return switchNames.flatMap((name) => {
    const row = rows.find((each) => each.name === name);
    if (row === undefined) return [];
    const isFixed = name in overrides;
    const { version, message, changedAt, changedBy, reason } = row;
    const { audience, percent } = row;
    const stored = audience === null ? null : { audience, percent };
    const limit = overrides.new_checkouts === undefined ? stored : overrides.new_checkouts;
    return {
      ...{ name, version, isFixed },
      isOn: name === "new_checkouts" ? limit === null : (overrides[name satisfies OnOffSwitch] ?? row.isOn),
      /** Who may begin a checkout; null: everybody, or it is another switch. */
      limit: name === "new_checkouts" ? limit : null,
      message,
      /** Null: it was never changed. */
      changed:
        changedAt === null || changedBy === null
          ? null
          : { at: changedAt.toISOString(), by: changedBy, reason: reason ?? "" },
    };
  });
}
