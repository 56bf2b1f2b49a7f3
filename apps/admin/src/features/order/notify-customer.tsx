import { Checkbox } from "@mantine/core";

/** Whether the customer gets a mail; the order's page changes in any case. */
export function NotifyCustomer({
  email,
  checked,
  disabled = false,
  onChange,
}: {
  email: string | null;
  checked: boolean;
  disabled?: boolean;
  onChange: (checked: boolean) => void;
}) {
  return (
    <Checkbox
      label={email === null ? "No mail: there is no e-mail address" : `Tell ${email} by e-mail`}
      description="The customer's page of the order shows it in any case."
      disabled={disabled || email === null}
      checked={checked && email !== null}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  );
}
