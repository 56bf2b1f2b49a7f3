import { passwordLength } from "@dualtrack/contract";
import { PasswordInput } from "@mantine/core";

/** The field for a new password; the browser checks its length before it is sent. */
export function NewPassword({ label = "New password", name = "newPassword" }) {
  return (
    <PasswordInput
      label={label}
      name={name}
      description={`At least ${passwordLength.min} characters.`}
      autoComplete="new-password"
      minLength={passwordLength.min}
      maxLength={passwordLength.max}
      required
      withAsterisk={false}
      visibilityToggleButtonProps={{ "aria-label": "Show the password" }}
    />
  );
}
