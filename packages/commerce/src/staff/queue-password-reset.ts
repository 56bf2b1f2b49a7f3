import { randomUUID } from "node:crypto";
import { queueStaffMail } from "../notifications/queue-staff-mail.ts";
import type { Shop } from "../shop.ts";
import { transact } from "../unit-of-work.ts";

/** Queues a mail with a link by which a member of staff can choose a new password. */
export async function queuePasswordReset(
  shop: Shop,
  { email, name, token }: { email: string; name: string; token: string },
): Promise<void> {
  const { shopName, publicUrl } = shop.settings;
  await transact(shop, "staff", (unit) =>
    queueStaffMail(unit, {
      kind: "password_reset",
      key: `password_reset:${randomUUID()}`,
      recipient: email,
      subject: `Choose a new password for ${shopName}`,
      greeting: `Hello ${name},`,
      paragraphs: [
        `Somebody, probably you, asked for a new password for the admin console of ${shopName}.`,
        "Choose it here. The link works once, for one hour. All your sessions end then.",
      ],
      link: {
        label: "Choose a new password",
        url: `${publicUrl}/admin/reset-password?token=${encodeURIComponent(token)}`,
      },
      closing: ["If it was not you, you don't need to do anything: your password stays as it is."],
    }),
  );
}
