import type { CheckoutLimit, OnOffSwitch, SwitchName } from "@dualtrack/contract";
import { readShopState, rememberReads, type ShopState, type Tx } from "@dualtrack/db";
import type { Settings, Shop } from "../shop.ts";

/** What is on now. */
export type Switches = Readonly<Record<OnOffSwitch, boolean>> & {
  readonly new_checkouts: {
    /** Null: everybody may begin a checkout. */
    readonly limit: CheckoutLimit | null;
    /** What customers read who may not; may be empty. */
    readonly message: string;
  };
};

interface SwitchesAt {
  tx: Tx;
  /** As it was read with a lock or with more; left out: it is read now. */
  state?: Pick<ShopState, "settingsVersion"> | undefined;
}

/** By version. */
const remember = rememberReads<Switches>(20);

/**
 * The switches as staff have set them, unless the environment says otherwise. The rows are read once per change of theirs, so whoever has
 * the settings' version already sends no statement. A change holds in every process from its next question on.
 */
export async function switchesOf(
  { switches: overrides }: Pick<Settings, "switches">,
  { tx, state }: SwitchesAt,
): Promise<Switches> {
  const { settingsVersion } = state ?? (await readShopState(tx));
  const { new_checkouts: stored, ...others } = await remember(settingsVersion, () => readSwitches(tx));
  const { new_checkouts: limit = stored.limit, ...fixed } = overrides;
  return { ...others, ...fixed, new_checkouts: { ...stored, limit } };
}

async function readSwitches(tx: Tx): Promise<Switches> {
  const rows = await tx.switch.findMany();
  const rowOf = (name: SwitchName) => {
    const row = rows.find((each) => each.name === name);
    if (row === undefined) throw new Error(`There is no switch ${name}`);
    return row;
  };
  const isOn = (name: OnOffSwitch) => rowOf(name).isOn;
  const { audience, percent, message } = rowOf("new_checkouts");
  return {
    reservations: isOn("reservations"),
    discounts: isOn("discounts"),
    hosted_checkout: isOn("hosted_checkout"),
    provisional_orders: isOn("provisional_orders"),
    webhook_processing: isOn("webhook_processing"),
    background_sync: isOn("background_sync"),
    automatic_refunds: isOn("automatic_refunds"),
    new_checkouts: { limit: audience === null ? null : { audience, percent }, message },
  };
}

/** Whether checkouts that begin now reserve stock. */
export async function areReservationsOn({ db, settings }: Shop): Promise<boolean> {
  return (await switchesOf(settings, { tx: db })).reservations;
}
