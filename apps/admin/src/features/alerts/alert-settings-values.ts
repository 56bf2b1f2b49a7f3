import type { AlertSettings } from "../../server/trpc.ts";

export type AlertSettingsValues = ReturnType<typeof valuesOf>;

/** What the page's fields hold. The address is never answered: an empty field leaves it as it is. */
export function valuesOf({ quietHours, people }: AlertSettings) {
  return {
    webhookUrl: "",
    removesWebhook: false,
    hasQuietHours: quietHours !== null,
    quietFrom: timeOf(quietHours?.from ?? 22 * 60),
    quietUntil: timeOf(quietHours?.until ?? 7 * 60),
    staffIds: people.filter(({ getsAlerts }) => getsAlerts).map(({ id }) => id),
  };
}

/** The values as the contract's schema takes them; a time that is none is NaN. */
export function inputOf({ webhookUrl, removesWebhook, staffIds, ...values }: AlertSettingsValues) {
  const typed = webhookUrl.trim();
  return {
    staffIds,
    webhookUrl: removesWebhook ? null : typed === "" ? undefined : typed,
    quietHours: values.hasQuietHours
      ? { from: minuteOf(values.quietFrom), until: minuteOf(values.quietUntil) }
      : null,
  };
}

/** Minutes after midnight as a time field shows them, e.g. 22:00. */
function timeOf(minute: number): string {
  const two = (part: number) => String(part).padStart(2, "0");
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

function minuteOf(time: string): number {
  const [, hours, minutes] = /^(\d{1,2}):(\d{2})/.exec(time) ?? [];
  return hours === undefined ? Number.NaN : 60 * Number(hours) + Number(minutes);
}
