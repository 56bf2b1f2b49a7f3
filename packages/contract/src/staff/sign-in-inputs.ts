import { emailSchema } from "../contact/email.ts";
import { z } from "../zod.ts";
import { newPasswordSchema } from "./staff-inputs.ts";

/** What the forms of sign-in and account take, before it is sent to the routes of better-auth. */
export const requestResetInput = z.object({ email: emailSchema });
export const choosePasswordInput = z.object({ newPassword: newPasswordSchema });
export const confirmPasswordInput = z.object({ password: z.string().min(1, "Your password is missing") });
export const changePasswordInput = confirmPasswordInput.extend({ newPassword: newPasswordSchema });
/** Authenticator apps show the six digits in groups. */
export const oneTimeCodeInput = z.object({
  code: z
    .string()
    .transform((typed) => typed.replaceAll(/\s/g, ""))
    .pipe(z.string().regex(/^\d{6}$/, "The code has six digits")),
});
export const backupCodeInput = z.object({ code: z.string().trim().min(1, "The backup code is missing") });
