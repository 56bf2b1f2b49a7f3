import type { StaffSettings } from "../../server/trpc.ts";

export type SettingsValues = ReturnType<typeof valuesOf>;

/** What the page's fields hold: the address as lines of one text, numbers as they are typed. */
export function valuesOf({
  version: _,
  changed: __,
  addressLines,
  vatId,
  phone,
  ...settings
}: StaffSettings) {
  return {
    ...settings,
    vatId: vatId ?? "",
    phone: phone ?? "",
    addressLines: addressLines.join("\n"),
    reservationMinutes: String(settings.reservationMinutes),
    draftHoldMinutes: String(settings.draftHoldMinutes),
  };
}

/** The values as the contract's schema takes them; minutes that are no number are NaN. */
export function inputOf({ addressLines, reservationMinutes, draftHoldMinutes, ...settings }: SettingsValues) {
  const minutes = reservationMinutes.trim();
  return {
    ...settings,
    addressLines: addressLines.split("\n").filter((line) => line.trim() !== ""),
    draftHoldMinutes: Number(draftHoldMinutes),
    reservationMinutes: /^\d+$/.test(minutes) ? Number(minutes) : Number.NaN,
  };
}
