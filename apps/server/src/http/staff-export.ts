import { pipeline } from "node:stream/promises";
import type { StaffMember } from "@dualtrack/api";
import { type Actor, DomainError, dayOf, type Shop } from "@dualtrack/commerce";
import { isStorable } from "@dualtrack/contract";
import type { Request, RequestHandler } from "express";
import { callerIp } from "../request/caller-ip.ts";

export type FindStaff = (headers: Request["headers"]) => Promise<StaffMember | null>;

interface StaffExport<Filter extends object> {
  /** The name of the file, and what it lists. */
  name: string;
  /** Zod's `safeParse` of the filter. */
  read(filter: unknown): { success: true; data: Filter } | { success: false };
  /** Its type, and the ending of its name. */
  type?: "csv" | "zip";
  /** Whether support may have it, too: it tells nothing of customers. */
  isForAll?: boolean;
  open(shop: Shop, wanted: Filter & { by: Actor }): Promise<AsyncIterable<string | Uint8Array>>;
}

/**
 * A file of a list, for staff who may export personal data. `filter` is the list's filter as JSON. A download that
 * fails halfway is cut off, so that it can't be mistaken for the whole file.
 */
export function staffExport<Filter extends object>(
  shop: Shop,
  findStaff: FindStaff,
  { name, read, type = "csv", isForAll = false, open }: StaffExport<Filter>,
): RequestHandler {
  return async (request, response) => {
    const refuse = (status: number, text: string) => void response.status(status).type("text").send(text);
    // The session's cookie allows this; only our own pages send it, and no other page can frame or fetch the file.
    const staff = await findStaff(request.headers);
    if (staff === null) return refuse(401, "Sign in to the admin console first.");
    if (staff.role === "support" && !isForAll)
      return refuse(403, `Only an owner or a manager may export ${name}.`);
    const wanted = read(jsonOf(request.query.filter));
    if (!wanted.success || !isStorable(wanted.data)) return refuse(400, "This filter is not valid.");

    const by: Actor = { name: staff.name, email: staff.email, role: staff.role, ip: callerIp(request) };
    const pages = await open(shop, { ...wanted.data, by }).catch((error: unknown) => {
      if (error instanceof DomainError) return error;
      throw error;
    });
    if (pages instanceof DomainError)
      return pages.code === "INVOICES_LIMIT"
        ? refuse(409, "These are too many for one file. Choose fewer days.")
        : refuse(404, "There is nothing to export."); // what it lists does not exist
    const mayContinue = async () => {
      const now = await findStaff(request.headers);
      return now !== null && (isForAll || now.role !== "support");
    };
    const day = dayOf(shop.clock.now(), shop.settings.timeZone);
    response.attachment(`${name}-${day}.${type}`).type(type).set("Cache-Control", "no-store");
    try {
      await pipeline(
        whileAllowed(pages, mayContinue, () => response.destroy()),
        response,
      );
    } catch (error) {
      // If the client has closed the connection, there is nothing to do. Anything else is a fault; the connection is
      // cut by now.
      if ((error as NodeJS.ErrnoException).code !== "ERR_STREAM_PREMATURE_CLOSE")
        shop.log.error({ err: error }, "an export broke off");
    }
  };
}

/** A person who left the staff gets no further page, and the connection is cut. */
async function* whileAllowed(
  pages: AsyncIterable<string | Uint8Array>,
  mayContinue: () => Promise<boolean>,
  cutConnection: () => void,
) {
  for await (const page of pages) {
    if (!(await mayContinue())) return cutConnection();
    yield page;
  }
}

function jsonOf(text: unknown): unknown {
  try {
    return JSON.parse(String(text ?? "{}"));
  } catch {
    return null;
  }
}
