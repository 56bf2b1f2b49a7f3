import type { SwitchOverrides } from "@dualtrack/commerce";
import { type CheckoutLimit, type OnOffSwitch, switchNames } from "@dualtrack/contract";
import { z } from "zod";

const onOff: readonly string[] = switchNames.filter((name) => name !== "new_checkouts");
const positions: Readonly<Record<string, boolean>> = { on: true, off: false };

/** Such as `webhook_processing=off, new_checkouts=25%`. */
export const switches = z.string().transform((text, context): SwitchOverrides => {
  const overrides: { -readonly [Name in keyof SwitchOverrides]: SwitchOverrides[Name] } = {};
  for (const one of text.split(",")) {
    const [name = "", value = "", more] = one.split("=").map((part) => part.trim());
    const limit = limitOf(value);
    const isOn = positions[value];
    if (more === undefined && name === "new_checkouts" && limit !== undefined)
      overrides.new_checkouts = limit;
    else if (more === undefined && isOnOff(name) && isOn !== undefined) overrides[name] = isOn;
    else context.addIssue({ code: "custom", message: problem });
  }
  return overrides;
});

const problem = `must be name=on or name=off with commas between them, of ${onOff.join(", ")}, and new_checkouts=on, off, staff or a share such as 25%`;

function isOnOff(name: string): name is OnOffSwitch {
  return onOff.includes(name);
}

/** Null: everybody may begin a checkout. Undefined: this is none. */
function limitOf(value: string): CheckoutLimit | null | undefined {
  if (value === "on") return null;
  if (value === "off") return { audience: "nobody", percent: null };
  if (value === "staff") return { audience: "staff", percent: null };
  const [, percent] = /^([1-9]\d?)%$/.exec(value) ?? [];
  return percent === undefined ? undefined : { audience: "share", percent: Number(percent) };
}
