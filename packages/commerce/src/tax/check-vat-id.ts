import { normaliseVatId, viesPrefixes } from "@dualtrack/contract";
import type { Prisma } from "@dualtrack/db";
import { DomainError } from "../domain-error.ts";
import { countCall } from "../limits/count-call.ts";
import { readShopSettings } from "../settings/get-shop-settings.ts";
import type { Shop } from "../shop.ts";
import { askVies, ViesError } from "./ask-vies.ts";

const minuteMs = 60_000;

/** How long an answer holds. A number that is unknown today may be registered in an hour; silence may be over in a minute. */
const holdsForMs = { valid: 24 * 60 * minuteMs, invalid: 60 * minuteMs, unanswered: minuteMs };

interface CheckVatId {
  /** Normalised. */
  vatId: string;
  /** The customer's IP address, if the server knows it. */
  ip: string | null;
}

/** A VAT id that is well-formed, and that VIES does not call invalid. */
export interface CheckedVatId {
  vatId: string;
  /** Whether it counts for tax. */
  isAccepted: boolean;
  /** The answer of VIES; null: it was not asked. */
  checkId: string | null;
}

/**
 * Checks a customer's VAT id: its form and check digits, and in VIES if the shop's settings say so and it is one of the EU. When VIES
 * does not answer, the settings decide whether it counts. Null: the shop accepts no VAT ids. Not inside a transaction, as VIES may take
 * three seconds. DETAILS_REFUSED, TOO_MANY_REQUESTS.
 */
export async function checkVatId(shop: Shop, { vatId, ip }: CheckVatId): Promise<CheckedVatId | null> {
  const settings = await readSettings(shop);
  if (!settings.acceptsVatIds) return null;
  const { isVatId } = await import("./vat-id-format.ts"); // the rules of all countries; most shops need none of them
  if (!isVatId(vatId)) throw new DomainError("DETAILS_REFUSED", { field: "vatId", problem: "not_a_vat_id" });
  if (!settings.asksVies || !isInVies(vatId)) return { vatId, isAccepted: true, checkId: null };
  const { id, outcome } = (await findCheck(shop, vatId)) ?? (await lookUp(shop, { vatId, ip }));
  if (outcome === "invalid")
    throw new DomainError("DETAILS_REFUSED", { field: "vatId", problem: "vat_id_unknown" });
  return { vatId, isAccepted: outcome === "valid" || settings.acceptsUnconfirmedVatIds, checkId: id };
}

/** Whether customers can buy as a business. */
export async function acceptsVatIds(shop: Shop): Promise<boolean> {
  return (await readSettings(shop)).acceptsVatIds;
}

function readSettings({ db }: Shop) {
  return db.taxSettings.findUniqueOrThrow({
    where: { id: 1 },
    select: { acceptsVatIds: true, asksVies: true, acceptsUnconfirmedVatIds: true },
  });
}

function isInVies(vatId: string): boolean {
  return viesPrefixes.includes(vatId.slice(0, 2));
}

const checkFields = { id: true, outcome: true } as const satisfies Prisma.VatIdCheckSelect;

/** The newest answer that still holds. */
function findCheck({ db, clock }: Shop, vatId: string) {
  const since = (outcome: keyof typeof holdsForMs) => new Date(clock.now().getTime() - holdsForMs[outcome]);
  const holding = (["valid", "invalid", "unanswered"] as const).map((outcome) => ({
    outcome,
    checkedAt: { gt: since(outcome) },
  }));
  return db.vatIdCheck.findFirst({
    where: { vatId, OR: holding },
    orderBy: { checkedAt: "desc" },
    select: checkFields,
  });
}

/** Asks VIES in the seller's name, and records what it says. */
async function lookUp(shop: Shop, { vatId, ip }: CheckVatId) {
  await countCall(shop, { call: "vatIds", ip });
  const { isVatId } = await import("./vat-id-format.ts");
  const sellerVatId = normaliseVatId((await readShopSettings(shop.db)).vatId ?? "");
  const requesterVatId = isInVies(sellerVatId) && isVatId(sellerVatId) ? sellerVatId : null;
  const answer = await answerOf(shop, { vatId, requesterVatId });
  return shop.db.vatIdCheck.create({
    data: { ...answer, vatId, requesterVatId, checkedAt: shop.clock.now() },
    select: checkFields,
  });
}

async function answerOf(shop: Shop, question: { vatId: string; requesterVatId: string | null }) {
  try {
    const { isValid, ...told } = await askVies(shop.settings.viesUrl, question);
    return { ...told, outcome: isValid ? ("valid" as const) : ("invalid" as const) };
  } catch (error) {
    if (!(error instanceof ViesError)) throw error;
    shop.log.warn({ problem: error.message }, "VIES did not say whether a VAT id is valid");
    return { outcome: "unanswered" as const, problem: error.message };
  }
}
