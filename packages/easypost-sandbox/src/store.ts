import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { ApiError } from "./api-error.ts";
import type { Shipment } from "./objects.ts";

/** All shipments; in a file, too, if it has one, so that they outlive the process. */
export class Store {
  readonly #shipments = new Map<string, Shipment>();
  readonly #file: string | null;
  readonly #now: () => Date;
  readonly baseUrl: () => string;

  constructor({ file, now, baseUrl }: { file: string | null; now: () => Date; baseUrl: () => string }) {
    this.#file = file;
    this.#now = now;
    this.baseUrl = baseUrl;
    if (file !== null && existsSync(file))
      for (const shipment of JSON.parse(readFileSync(file, "utf8")) as Shipment[])
        this.#shipments.set(shipment.id, shipment);
  }

  now(): string {
    return this.#now()
      .toISOString()
      .replace(/\.\d+Z$/, "Z");
  }

  /** By its id, or by its reference. */
  get(id: string): Shipment {
    const found =
      this.#shipments.get(id) ?? [...this.#shipments.values()].find(({ reference }) => reference === id);
    if (found === undefined)
      throw new ApiError(404, "NOT_FOUND", "The requested resource could not be found.");
    return found;
  }

  findByCode(trackingCode: string): Shipment | null {
    return [...this.#shipments.values()].find(({ tracking_code }) => tracking_code === trackingCode) ?? null;
  }

  all(): Shipment[] {
    return [...this.#shipments.values()];
  }

  save(shipment: Shipment): Shipment {
    this.#shipments.set(shipment.id, shipment);
    if (this.#file !== null) {
      mkdirSync(dirname(this.#file), { recursive: true });
      writeFileSync(`${this.#file}.new`, JSON.stringify(this.all()));
      renameSync(`${this.#file}.new`, this.#file);
    }
    return shipment;
  }
}
