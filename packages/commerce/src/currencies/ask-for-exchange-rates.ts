import type { Actor } from "../actor.ts";
import { recordAudit } from "../audit/audit-log.ts";
import type { Shop } from "../shop.ts";
import { updateExchangeRates } from "./update-exchange-rates.ts";

/** Requests the feed now, for a member of staff. That it fails is recorded, and not thrown. */
export async function askForExchangeRates(shop: Shop, { by }: { by: Actor }): Promise<void> {
  await updateExchangeRates(shop);
  const { problem } = await shop.db.rateFeedStatus.findUniqueOrThrow({ where: { id: 1 } });
  await recordAudit(shop, {
    by,
    ...{ action: "currencies.update_rates", subject: "currencies", before: {}, after: { problem } },
  });
}
