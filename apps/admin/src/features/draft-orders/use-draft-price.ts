import { draftOrderSchema } from "@dualtrack/contract";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData } from "@tanstack/react-query";
import { trpc } from "../../server/trpc.ts";
import { type DraftValues, inputOf } from "./draft-values.ts";

/** Time after the last key before the price is asked for, in ms. */
const typingMs = 400;

/** What is typed would cost, once it is all readable; until then that of before. */
export function useDraftPrice(values: DraftValues, draftOrderId: string | undefined) {
  const [settled] = useDebouncedValue(JSON.stringify(inputOf(values)), typingMs);
  const draft = draftOrderSchema.safeParse(JSON.parse(settled)).data;
  return trpc.draftOrders.price.useQuery(
    { ...(draftOrderId === undefined ? {} : { draftOrderId }), draft: draft ?? emptyDraft },
    { enabled: draft !== undefined, placeholderData: keepPreviousData, staleTime: 10_000, retry: false },
  );
}

const emptyDraft = { currency: "eur" as const, lines: [], holdMinutes: 60 };

export type DraftPrice = NonNullable<ReturnType<typeof useDraftPrice>["data"]>;
