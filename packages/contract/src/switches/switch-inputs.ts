import { filledLine, lines } from "../text/line-schema.ts";
import { z } from "../zod.ts";
import { checkoutAudiences, type OnOffSwitch, switchLimits, switchNames } from "./switch-names.ts";

const onOffSwitches = switchNames.filter((name): name is OnOffSwitch => name !== "new_checkouts");

const change = {
  /** The one that the page shows: the change is refused if somebody else changed it in between. */
  version: z.number().int().min(1),
  reason: filledLine("The reason", switchLimits.reason),
};

/** Switches a part of the shop on or off. */
export const setSwitchInput = z.object({
  ...change,
  name: z.enum(onOffSwitches),
  isOn: z.boolean(),
});
export type SetSwitch = z.output<typeof setSwitchInput>;

/** Says who may begin a checkout. */
export const limitCheckoutsInput = z
  .object({
    ...change,
    audience: z.enum(["everybody", ...checkoutAudiences]),
    /** Counts only for a share. */
    percent: z
      .number("Write a whole number from 1 to 99")
      .int("Write a whole number from 1 to 99")
      .min(1, "Write a whole number from 1 to 99")
      .max(99, "Write a whole number from 1 to 99")
      .nullable(),
    /** What customers read who may not; empty: only the shop's own sentence. */
    message: lines("The text", switchLimits.message),
  })
  .refine(({ audience, percent }) => audience !== "share" || percent !== null, {
    path: ["percent"],
    message: "Write a whole number from 1 to 99",
  });
export type LimitCheckouts = z.output<typeof limitCheckoutsInput>;
