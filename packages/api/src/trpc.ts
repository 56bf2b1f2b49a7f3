import { type Actor, DomainError } from "@dualtrack/commerce";
import type { StaffRole } from "@dualtrack/contract";
import { initTRPC } from "@trpc/server";
import { z } from "zod";
import type { Context } from "./context.ts";
import { asTrpcError, refusalOf } from "./errors.ts";

const t = initTRPC.context<Context>().create({
  sse: { ping: { enabled: true, intervalMs: 15_000 }, client: { reconnectAfterInactivityMs: 40_000 } },
  errorFormatter({ shape, error, ctx }) {
    const isFault = error.code === "INTERNAL_SERVER_ERROR";
    return {
      ...shape,
      // Left alone, tRPC sends the message of whatever was thrown to the browser.
      message: isFault ? "Something broke on our side." : shape.message,
      data: {
        code: shape.data.code,
        httpStatus: shape.data.httpStatus,
        path: shape.data.path,
        requestId: ctx?.requestId ?? null,
        refusal: refusalOf(error),
        fields: error.cause instanceof z.ZodError ? z.flattenError(error.cause).fieldErrors : null,
      },
    };
  },
});

const explainRefusals = t.middleware(async ({ next }) => {
  const result = await next();
  if (result.ok) return result;
  throw asTrpcError(result.error);
});

export const router = t.router;

/** Open to everybody. */
export const publicProcedure = t.procedure.use(explainRefusals);

/** For staff who are signed in and have one of these roles: UNAUTHORIZED, FORBIDDEN for others. */
function staffProcedureFor(...roles: readonly StaffRole[]) {
  return publicProcedure.use(async ({ ctx, next }) => {
    const staff = await ctx.findStaff();
    if (staff === null) throw new DomainError("NOT_SIGNED_IN", {});
    if (!roles.includes(staff.role)) throw new DomainError("NOT_ALLOWED", { role: staff.role });
    const by: Actor = { name: staff.name, email: staff.email, role: staff.role, ip: ctx.ip };
    return next({ ctx: { ...ctx, staff, by } });
  });
}

/** For everybody on the staff. */
export const staffProcedure = staffProcedureFor("owner", "manager", "support");

/** For those who may move money and stock. */
export const managerProcedure = staffProcedureFor("owner", "manager");

/** For those who decide who is on the staff. */
export const ownerProcedure = staffProcedureFor("owner");
