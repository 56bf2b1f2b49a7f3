import { type StaffRole, staffRoles } from "@dualtrack/contract";
import { Radio, Stack } from "@mantine/core";

const roleLabels: Record<StaffRole, string> = {
  owner: "Everything, and who is on the staff",
  manager: "Refunds, shipping, stock, products, the audit log",
  support: "Sees orders and stock, writes notes; moves neither money nor goods",
};

/** The choice of a person's role. */
export function RoleField({ value, onChange }: { value: StaffRole; onChange: (role: StaffRole) => void }) {
  return (
    <Radio.Group
      label="Role"
      value={value}
      onChange={(chosen) => {
        const role = staffRoles.find((one) => one === chosen);
        if (role) onChange(role);
      }}
    >
      <Stack gap={8} mt={6}>
        {staffRoles.map((role) => (
          <Radio key={role} value={role} label={role} description={roleLabels[role]} />
        ))}
      </Stack>
    </Radio.Group>
  );
}
