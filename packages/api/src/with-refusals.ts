import { TRPCError } from "@trpc/server";
import { asTrpcError } from "./errors.ts";

/** Passes messages on; a domain error that is thrown on the way becomes tRPC's error, and anything else is a fault. */
export async function* withRefusals<Message>(messages: AsyncIterable<Message>): AsyncGenerator<Message> {
  try {
    yield* messages;
  } catch (cause) {
    throw cause instanceof TRPCError
      ? cause
      : asTrpcError(new TRPCError({ code: "INTERNAL_SERVER_ERROR", cause }));
  }
}
