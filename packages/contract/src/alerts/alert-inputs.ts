import { z } from "../zod.ts";

export const listAlertsInput = z.object({
  /** Left out: the first page. */
  cursor: z.string().max(100).optional(),
  limit: z.number().int().min(1).max(100).default(50),
});
export type ListAlerts = z.output<typeof listAlertsInput>;

export const alertInput = z.object({ alertId: z.uuid() });

/** Minutes after midnight in the shop's time zone. */
const minuteOfDay = z.number("Choose a time").int().min(0).max(1_439);

export const updateAlertSettingsInput = z.object({
  /** The one that the editor loaded: the change is refused if somebody else saved in between. */
  version: z.number().int().min(1),
  /** Takes messages as Slack's incoming webhooks do; null: none; left out: as it is. */
  webhookUrl: z
    .string()
    .trim()
    .max(500, "At most 500 characters")
    .refine(isMessageAddress, "Write an address that begins with https://")
    .nullable()
    .optional(),
  /** Null: there are none. */
  quietHours: z
    .object({ from: minuteOfDay, until: minuteOfDay })
    .refine(({ from, until }) => from !== until, "Choose two different times")
    .nullable(),
  /** The staff who get mails. */
  staffIds: z.array(z.string().max(100)).max(500),
});
export type UpdateAlertSettings = z.output<typeof updateAlertSettingsInput>;

/** Messages tell about the shop, so they leave the machine encrypted. */
function isMessageAddress(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null) return false;
  return url.protocol === "https:" || (url.protocol === "http:" && url.hostname === "127.0.0.1");
}
