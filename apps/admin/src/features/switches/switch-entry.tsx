import { VisuallyHidden } from "@mantine/core";
import type { ReactNode } from "react";
import type { SwitchView } from "../../server/trpc.ts";
import { limitText, switchTexts } from "../../switch-texts.ts";
import { ActionButton } from "../../ui/action-button.tsx";
import { Ago } from "../../ui/ago.tsx";
import { Section } from "../../ui/section.tsx";
import { Status } from "../../ui/status.tsx";
import classes from "./switches.module.css";

/** One switch: how it is set, by whom and why, what that means, and the button that changes it. */
export function SwitchEntry({
  entry,
  now,
  mayChange,
  onAsk,
  onRefused,
}: {
  entry: SwitchView;
  now: number;
  mayChange: boolean;
  onAsk: () => void;
  onRefused: (reason: ReactNode) => void;
}) {
  const { name, isOn, isFixed, limit, message, changed } = entry;
  const { label, on, off } = switchTexts[name];
  const refusal = isFixed
    ? "The environment of the server's processes sets it (SWITCHES)."
    : mayChange
      ? null
      : "Only an owner or a manager may change it.";
  const press = name === "new_checkouts" ? "Change" : isOn ? "Switch off" : "Switch on";
  return (
    <Section
      title={label}
      id={name}
      aside={
        <ActionButton disabledReason={refusal} onPress={onAsk} onRefused={onRefused}>
          {press}
          <VisuallyHidden>{label}</VisuallyHidden>
        </ActionButton>
      }
    >
      <p className={classes.state}>
        <Status
          tone={isOn ? "good" : "info"}
          label={isOn ? "On" : limit === null ? "Off" : limitText(limit)}
        />
        {isFixed && <span className={classes.fixed}>Set by the environment</span>}
      </p>
      <p className={classes.text}>{isOn ? on : off}</p>
      {name === "new_checkouts" && !isOn && message !== "" && <p className={classes.message}>{message}</p>}
      {!isFixed && changed !== null && (
        <p className={classes.changed}>
          {changed.by}, <Ago at={changed.at} now={now} />: “{changed.reason}”
        </p>
      )}
    </Section>
  );
}
