import { newRequestId } from "@dualtrack/browser";
import type { Sender } from "@dualtrack/contract";
import type { Parcels } from "../../server/trpc.ts";

/** What the fields hold; numbers as they are typed. */
export interface ParcelValues {
  sender: Sender;
  boxes: BoxValues[];
}

export const boxMeasures = ["lengthMm", "widthMm", "heightMm", "weightGrams", "maxWeightGrams"] as const;

export type BoxValues = { id: string; name: string } & Record<(typeof boxMeasures)[number], string>;

export function valuesOf(
  { sender, boxes }: Pick<Parcels, "sender" | "boxes">,
  country: string,
): ParcelValues {
  const address = { line1: "", line2: "", postalCode: "", city: "", state: "", country };
  return {
    sender: sender ?? { name: "", phone: "", email: "", address },
    boxes: boxes.map(({ id, name, ...measures }) => ({ id, name, ...textsOf(measures) })),
  };
}

/** A sender of whom nothing is filled in is none. */
export function inputOf({ sender, boxes }: ParcelValues) {
  const { country: _, ...address } = sender.address;
  const { address: __, ...person } = sender;
  const isEmpty = [...Object.values(address), ...Object.values(person)].every((text) => text.trim() === "");
  return {
    sender: isEmpty ? null : sender,
    boxes: boxes.map(({ id, name, ...measures }) => ({ id, name, ...numbersOf(measures) })),
  };
}

export function newBox(): BoxValues {
  const empty = { lengthMm: "", widthMm: "", heightMm: "", weightGrams: "", maxWeightGrams: "" };
  return { id: newRequestId(), name: "", ...empty };
}

function textsOf(
  measures: Record<(typeof boxMeasures)[number], number>,
): Record<(typeof boxMeasures)[number], string> {
  const { lengthMm, widthMm, heightMm, weightGrams, maxWeightGrams } = measures;
  return {
    lengthMm: String(lengthMm),
    widthMm: String(widthMm),
    heightMm: String(heightMm),
    weightGrams: String(weightGrams),
    maxWeightGrams: String(maxWeightGrams),
  };
}

function numbersOf(texts: Record<(typeof boxMeasures)[number], string>) {
  return Object.fromEntries(
    boxMeasures.map((measure) => {
      const text = texts[measure].trim();
      return [measure, text === "" ? Number.NaN : Number(text)];
    }),
  );
}
