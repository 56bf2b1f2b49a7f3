import type { PaymentPageSetting } from "@dualtrack/contract";
import { settingsOf } from "../settings/get-shop-settings.ts";
import type { Shop } from "../shop.ts";
import { switchesOf } from "../switches/switches-of.ts";
import type { UnitOfWork } from "../unit-of-work.ts";

/** On whose page customers pay: on the shop's while Stripe's is switched off, whatever else is set. */
export async function pageSetting(
  { settings }: Pick<Shop, "settings">,
  at: Pick<UnitOfWork, "tx" | "state">,
): Promise<PaymentPageSetting> {
  const { hosted_checkout: isHostedOn } = await switchesOf(settings, at);
  return isHostedOn ? (await settingsOf(at)).paymentPage : "shop";
}
