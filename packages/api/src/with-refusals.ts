import { TRPCError } from "@trpc/server";
import { asTrpcError } from "./errors.ts";

/** Hands news on; a refusal on the way is told as one, and anything else that is thrown is a fault. */
export async function* withRefusals<Message>(messages: AsyncIterable<Message>): AsyncGenerator<Message> {
  try {
    yield* messages;
  } catch (cause) {
    throw cause instanceof TRPCError
      ? cause
      : asTrpcError(new TRPCError({ code: "INTERNAL_SERVER_ERROR", cause }));
  }
}
