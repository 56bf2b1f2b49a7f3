import { expect, test } from "vitest";
import { knownCarriers, trackingLink } from "./carriers.ts";
import { correctShipmentInput } from "./fulfilment-inputs.ts";

test.each(knownCarriers)(
  "%s has a page of its own for every parcel, and none without a number",
  (carrier) => {
    const link = trackingLink({
      carrier,
      trackingNumber: "A 1/2&3",
      trackingUrl: "https://elsewhere.example",
    });
    expect(link).toMatch(/^https:\/\/[^{}]+A1%2F2%263$/);
    expect(URL.canParse(link ?? "")).toBe(true);
    expect(trackingLink({ carrier, trackingNumber: null, trackingUrl: null })).toBeNull();
  },
);

test.each(["http://bike.example/1", "javascript:alert(1)", "data:text/html,x", "bike"])(
  "%s is no link that customers are sent to",
  (trackingUrl) => {
    const shipmentId = "0193a0c0-0000-7000-8000-000000000000";
    const seen = { carrier: "Post", trackingNumber: null, trackingUrl: null };
    const input = { shipmentId, carrier: "A bike", trackingNumber: null, tellCustomer: true, seen };
    expect(correctShipmentInput.safeParse({ ...input, trackingUrl: "https://bike.example/1" }).success).toBe(
      true,
    );
    expect(correctShipmentInput.safeParse({ ...input, trackingUrl }).success).toBe(false);
  },
);
