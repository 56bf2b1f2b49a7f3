import { countryCodes } from "../address/countries.ts";
import { emailSchema } from "../contact/email.ts";
import { phoneSchema } from "../contact/phone.ts";
import { filledLine, line, lines } from "../text/line-schema.ts";
import { z } from "../zod.ts";
import { authorizationEnds, paymentPageSettings } from "./payment-pages.ts";
import { reservationMinutesSchema } from "./reservation-minutes.ts";
import { settingsLimits as limits } from "./settings-limits.ts";

const prefix = (label: string) =>
  filledLine(label, limits.prefix).regex(
    /^[A-Z0-9._-]+$/,
    `${label} takes capital letters, digits and . _ -`,
  );

/** Everything that staff set on the page "Settings". */
export const updateShopSettingsInput = z
  .object({
    /** The one that the editor loaded: the change is refused if somebody else saved in between. */
    version: z.number().int().min(1),
    /** Empty: the shop's name. */
    sellerName: line("The name", limits.sellerName),
    /** The postal address without its country. */
    addressLines: z
      .array(filledLine("A line of the address", limits.addressLine))
      .max(limits.addressLines, `At most ${limits.addressLines} lines`),
    country: z.string().refine((code) => countryCodes.includes(code), "Choose a country"),
    /** Empty: none. */
    vatId: line("The VAT id", limits.vatId).refine(
      (id) => id === "" || /^[A-Z]{2}[A-Z0-9][A-Z0-9 .+*-]{1,17}$/.test(id),
      "Write a VAT id with the country's code, such as ATU12345678",
    ),
    email: emailSchema,
    /** Empty: none. */
    phone: phoneSchema,
    invoicePrefix: prefix("The prefix of invoices"),
    creditNotePrefix: prefix("The prefix of credit notes"),
    invoiceFooter: lines("The text", limits.footer),
    reservationMinutes: reservationMinutesSchema,
    draftHoldMinutes: z
      .number("Choose how long")
      .int("Choose how long")
      .min(limits.draftHoldMinutes.min, `At least ${limits.draftHoldMinutes.min} minutes`)
      .max(limits.draftHoldMinutes.max, "At most 30 days"),
    paymentPage: z.enum(paymentPageSettings),
    authorizationEnd: z.enum(authorizationEnds),
  })
  .refine(({ invoicePrefix, creditNotePrefix }) => invoicePrefix !== creditNotePrefix, {
    path: ["creditNotePrefix"],
    message: "Invoices and credit notes need different prefixes",
  });
export type UpdateShopSettings = z.output<typeof updateShopSettingsInput>;
