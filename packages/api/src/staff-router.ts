import {
  acceptInvitation,
  changeRole,
  endSessions,
  getAccount,
  getInvitation,
  inviteStaff,
  listStaff,
  removeStaff,
  renameStaff,
  resendInvitation,
  revokeInvitation,
} from "@dualtrack/commerce";
import {
  acceptInvitationInput,
  changeRoleInput,
  endSessionInput,
  invitationIdInput,
  invitationInput,
  inviteStaffInput,
  removeStaffInput,
  renameStaffInput,
  resendInvitationInput,
} from "@dualtrack/contract";
import { ownerProcedure, router, secretProcedure, staffProcedure } from "./trpc.ts";

export const staffRouter = router({
  me: staffProcedure.query(({ ctx }) => ctx.staff),
  account: staffProcedure.query(({ ctx }) =>
    getAccount(ctx.shop, { staffId: ctx.staff.id, sessionId: ctx.staff.sessionId }),
  ),
  rename: staffProcedure
    .input(renameStaffInput)
    .mutation(({ ctx, input }) => renameStaff(ctx.shop, { ...input, staffId: ctx.staff.id, by: ctx.by })),
  endSession: staffProcedure
    .input(endSessionInput)
    .mutation(({ ctx, input }) => endSessions(ctx.shop, { ...input, staffId: ctx.staff.id, by: ctx.by })),
  endOtherSessions: staffProcedure.mutation(({ ctx }) =>
    endSessions(ctx.shop, { exceptId: ctx.staff.sessionId, staffId: ctx.staff.id, by: ctx.by }),
  ),

  list: ownerProcedure.query(({ ctx }) => listStaff(ctx.shop)),
  invite: ownerProcedure
    .input(inviteStaffInput)
    .mutation(({ ctx, input }) => inviteStaff(ctx.shop, { ...input, by: ctx.by })),
  resendInvitation: ownerProcedure
    .input(resendInvitationInput)
    .mutation(({ ctx, input }) => resendInvitation(ctx.shop, { ...input, by: ctx.by })),
  revokeInvitation: ownerProcedure
    .input(invitationIdInput)
    .mutation(({ ctx, input }) => revokeInvitation(ctx.shop, { ...input, by: ctx.by })),
  changeRole: ownerProcedure
    .input(changeRoleInput)
    .mutation(({ ctx, input }) => changeRole(ctx.shop, { ...input, by: ctx.by })),
  remove: ownerProcedure
    .input(removeStaffInput)
    .mutation(({ ctx, input }) => removeStaff(ctx.shop, { ...input, by: ctx.by })),

  /** Open to anybody who has the link of an invitation. */
  invitation: secretProcedure
    .input(invitationInput)
    .query(({ ctx, input }) => getInvitation(ctx.shop, input)),
  acceptInvitation: secretProcedure
    .input(acceptInvitationInput)
    .mutation(({ ctx, input }) =>
      acceptInvitation(ctx.shop, { ...input, ip: ctx.ip, hashPassword: ctx.hashPassword }),
    ),
});
