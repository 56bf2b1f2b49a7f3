import {
  type Actor,
  countCall,
  countRead,
  DomainError,
  type LimitedCall,
  whilePersonWaits,
} from "@dualtrack/commerce";
import { isStorable, type RefusalCode, type StaffRole } from "@dualtrack/contract";
import { inSpan } from "@dualtrack/tracing";
import { initTRPC, TRPCError } from "@trpc/server";
import { z } from "zod";
import type { Context, StaffMember } from "./context.ts";
import { asTrpcError, refusalOf } from "./errors.ts";
import { type ProcedureMeta, staffBodyBytes } from "./procedure-meta.ts";
import { whileAllowed } from "./while-allowed.ts";
import { withRefusals } from "./with-refusals.ts";

const t = initTRPC
  .context<Context>()
  .meta<ProcedureMeta>()
  .create({
    sse: { ping: { enabled: true, intervalMs: 15_000 }, client: { reconnectAfterInactivityMs: 40_000 } },
    errorFormatter({ shape, error, ctx }) {
      const isFault = error.code === "INTERNAL_SERVER_ERROR";
      return {
        ...shape,
        // By default tRPC sends the message of any error to the browser.
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

/** A stream has no span: it would last as long as its page is open. */
const traceCall = t.middleware(({ next, path, type }) => {
  if (type === "subscription") return next();
  const facts = { "rpc.system.name": "trpc", "rpc.method": path };
  return inSpan(path, { facts }, async (span) => {
    const result = await next();
    if (!result.ok) {
      const refusal = refusalOf(result.error);
      if (refusal === null) span.fail(result.error.cause ?? result.error);
      else span.add({ "dualtrack.refusal": refusal.code });
    }
    return result;
  });
});

/** Also those of a subscription, which are thrown while it is being read. */
const explainRefusals = t.middleware(async ({ next, type }) => {
  const result = await next();
  if (!result.ok) throw asTrpcError(result.error);
  if (type !== "subscription") return result;
  return { ...result, data: withRefusals(result.data as AsyncIterable<unknown>) };
});

export const router = t.router;

/** A person waits for every answer, except for those of a subscription. */
const waitForStripeBriefly = t.middleware(({ next, type }) =>
  type === "subscription" ? next() : whilePersonWaits(() => next()),
);

/**
 * Text that PostgreSQL can neither store nor find is bad input, not a fault. Checked after authorization: it reads the
 * body.
 */
const refuseMalformedText = t.middleware(async ({ getRawInput, next }) => {
  // An unreadable body is refused where the input is parsed; some calls have none.
  const input = await getRawInput().catch(() => undefined);
  if (isStorable(input)) return next();
  throw new TRPCError({ code: "BAD_REQUEST", message: "This has a character that can't be used." });
});

const anyProcedure = t.procedure.use(traceCall).use(waitForStripeBriefly).use(explainRefusals);

/** Open to everybody. */
export const publicProcedure = anyProcedure.use(refuseMalformedText);

/** Open to everybody, a limited number of times a minute for each network. TOO_MANY_REQUESTS. */
export function limitedProcedure(call: LimitedCall) {
  return publicProcedure.use(async ({ ctx, next }) => {
    await countCall(ctx.shop, { call, ip: ctx.ip });
    return next();
  });
}

/** Open to everybody, for what is asked often and changes little: counted in memory, for each network. TOO_MANY_REQUESTS. */
export const readProcedure = publicProcedure.use(({ ctx, next }) => {
  countRead(ctx.shop, { ip: ctx.ip });
  return next();
});

/**
 * Open to clients with the right secret, without a limit. Wrong secrets are counted by network, and answered with
 * TOO_MANY_REQUESTS when there were too many in a minute.
 */
export const secretProcedure = publicProcedure.use(async ({ ctx, next }) => {
  const result = await next();
  if (!result.ok && isWrongSecret(result.error))
    await countCall(ctx.shop, { call: "wrongLinks", ip: ctx.ip });
  return result;
});

/** The same, and a limited number of times a minute for each network, right secrets included. TOO_MANY_REQUESTS. */
export function limitedSecretProcedure(call: LimitedCall) {
  return secretProcedure.use(async ({ ctx, next }) => {
    await countCall(ctx.shop, { call, ip: ctx.ip });
    return next();
  });
}

function isWrongSecret({ cause }: TRPCError): boolean {
  return cause instanceof DomainError && wrongSecrets.includes(cause.code);
}

const wrongSecrets: readonly RefusalCode[] = [
  "ORDER_NOT_FOUND",
  "CHECKOUT_NOT_FOUND",
  "PAYMENT_LINK_NOT_FOUND",
  "INVITATION_NOT_FOUND",
];

/** For signed-in staff with one of these roles: UNAUTHORIZED, FORBIDDEN for others. */
function staffProcedureFor(...roles: readonly StaffRole[]) {
  const known = anyProcedure.meta({ maxBodyBytes: staffBodyBytes }).use(async ({ ctx, type, next }) => {
    const staff = memberOf(roles, await ctx.findStaff());
    const by: Actor = { name: staff.name, email: staff.email, role: staff.role, ip: ctx.ip };
    const result = await next({ ctx: { ...ctx, staff, by } });
    if (type !== "subscription" || !result.ok) return result;
    const assertAllowed = async () => {
      memberOf(roles, await ctx.findStaffNow());
    };
    return { ...result, data: whileAllowed(result.data as AsyncIterable<unknown>, assertAllowed) };
  });
  return known.use(refuseMalformedText);
}

function memberOf(roles: readonly StaffRole[], staff: StaffMember | null): StaffMember {
  if (staff === null) throw new DomainError("NOT_SIGNED_IN", {});
  if (!roles.includes(staff.role)) throw new DomainError("NOT_ALLOWED", { role: staff.role });
  return staff;
}

/** For all staff. */
export const staffProcedure = staffProcedureFor("owner", "manager", "support");

/** For those who may move money and stock. */
export const managerProcedure = staffProcedureFor("owner", "manager");

/** For those who manage the staff. */
export const ownerProcedure = staffProcedureFor("owner");
