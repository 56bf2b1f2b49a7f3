import { emailSchema, staffEmailOf } from "../contact/email.ts";
import { oneLine, typedText } from "../text/typed-text.ts";
import { z } from "../zod.ts";
import { staffRoles } from "./staff-states.ts";

/** Length of a staff password, in characters. */
export const passwordLength = { min: 12, max: 128 };

const personName = typedText
  .min(1, "The name is missing")
  .max(100, "The name is too long: at most 100 characters")
  .regex(oneLine, "The name has characters that can't be shown");
export const newPasswordSchema = z
  .string()
  .min(passwordLength.min, `The password is too short: at least ${passwordLength.min} characters`)
  .max(passwordLength.max, `The password is too long: at most ${passwordLength.max} characters`);
const email = emailSchema.transform(staffEmailOf);
const role = z.enum(staffRoles);
const token = z.string().min(1).max(100);

export const inviteStaffInput = z.object({
  /** Made once per dialog: a repeated request makes one invitation. */
  requestId: z.uuid(),
  email,
  role,
});
export const invitationIdInput = z.object({ invitationId: z.uuid() });
export const resendInvitationInput = invitationIdInput.extend({
  /** Made once per click: a repeated request sends one mail. */
  requestId: z.uuid(),
});
export const invitationInput = z.object({ token });
export const acceptInvitationInput = z.object({ token, name: personName, password: newPasswordSchema });

const staffId = z.string().min(1).max(100);
export const changeRoleInput = z.object({
  staffId,
  role,
  /** The role that was seen: the change is refused if somebody has given them another one in between. */
  seenRole: role,
});
export const removeStaffInput = z.object({ staffId });
export const renameStaffInput = z.object({ name: personName });
export const endSessionInput = z.object({ sessionId: z.string().min(1).max(100) });
