import { passwordLength } from "@dualtrack/contract";
import { PasswordInput, type PasswordInputProps } from "@mantine/core";

/** The field for a new password. */
export function NewPassword(field: PasswordInputProps) {
  return (
    <PasswordInput
      label="New password"
      name="newPassword"
      description={`At least ${passwordLength.min} characters.`}
      autoComplete="new-password"
      maxLength={passwordLength.max}
      required
      withAsterisk={false}
      visibilityToggleButtonProps={{ "aria-label": "Show the password" }}
      {...field}
    />
  );
}
