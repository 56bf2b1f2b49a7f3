import type { CheckoutAudience, LimitCheckouts, SetSwitch, SwitchName } from "@dualtrack/contract";
import { lockSwitch } from "@dualtrack/db";
import type { Actor } from "../actor.ts";
import { outdatedVersion } from "../audit/outdated-version.ts";
import { writeChanges } from "../audit/write-changes.ts";
import { DomainError } from "../domain-error.ts";
import { queueJob } from "../jobs.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";

/**
 * Switches a part of the shop on or off, in every process. What was held back meanwhile goes on when it is on again.
 * SWITCH_CHANGED, SWITCH_FIXED (by the environment).
 */
export function setSwitch(shop: Shop, { isOn, ...change }: SetSwitch & { by: Actor }): Promise<void> {
  return changeSwitch(shop, change, { isOn });
}

/** Says who may begin a checkout from now on. Those that are under way go on. SWITCH_CHANGED, SWITCH_FIXED. */
export function limitCheckouts(
  shop: Shop,
  { audience, percent, message, ...change }: LimitCheckouts & { by: Actor },
): Promise<void> {
  return changeSwitch(
    shop,
    { ...change, name: "new_checkouts" },
    {
      isOn: audience === "everybody",
      audience: audience === "everybody" ? null : audience,
      percent: audience === "share" ? percent : null,
      message,
    },
  );
}

interface Change {
  name: SwitchName;
  version: number;
  reason: string;
  by: Actor;
}

/** Columns that it sets; others stay. */
interface Position {
  isOn: boolean;
  audience?: CheckoutAudience | null;
  percent?: number | null;
  message?: string;
}

async function changeSwitch(
  shop: Shop,
  { name, version, reason, by }: Change,
  after: Position,
): Promise<void> {
  if (name in shop.settings.switches) throw new DomainError("SWITCH_FIXED", {});
  await transactFor(shop, by, async (unit) => {
    const { tx, now } = unit;
    await lockSwitch(tx, name);
    const stored = await tx.switch.findUniqueOrThrow({
      where: { name },
      select: { isOn: true, audience: true, percent: true, message: true, version: true },
    });
    const { version: current, ...before } = stored;
    if (current !== version)
      throw await outdatedVersion(tx, "SWITCH_CHANGED", { action: "switch.set", subject: name });
    const changed = { changedAt: now, changedBy: by.name, reason, version: { increment: 1 } };
    await tx.switch.update({ where: { name }, data: { ...after, ...changed } });
    const facts = { ...before, ...after, reason };
    await writeChanges(unit, { action: "switch.set", subject: name, before, after: facts });
    await queueJob(tx, "resume-held-work", {}, { key: "resume-held-work" });
  });
}
