import type { Health } from "../../server/trpc.ts";

export type FigureView = Health["figures"][number];
