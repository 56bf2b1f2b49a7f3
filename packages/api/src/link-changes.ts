import { DomainError, readLinkTarget, type Shop } from "@dualtrack/commerce";
import { hintsFrom } from "./hints.ts";

/**
 * What a payment link leads to now, and again whenever staff change that or somebody pays: null if it leads to nothing that can be paid, as it
 * is paid, was called off or was replaced by a newer link. Reconnecting is safe. PAYMENT_LINK_NOT_FOUND at the start.
 */
export async function* linkChangesFrom(
  shop: Shop,
  link: { linkToken: string },
  signal: AbortSignal | undefined,
): AsyncGenerator<{ target: Awaited<ReturnType<typeof readLinkTarget>>["target"] }> {
  const { draftOrderId } = await readLinkTarget(shop, link);
  const hints = hintsFrom((listener) => shop.bus.subscribe("draft_order", draftOrderId, listener), signal);
  for await (const _ of hints) yield { target: await targetOf(shop, link) };
}

async function targetOf(shop: Shop, link: { linkToken: string }) {
  try {
    return (await readLinkTarget(shop, link)).target;
  } catch (error) {
    if (error instanceof DomainError && error.code === "PAYMENT_LINK_NOT_FOUND") return null;
    throw error;
  }
}
