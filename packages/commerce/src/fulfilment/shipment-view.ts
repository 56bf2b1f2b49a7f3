interface ShipmentRow {
  id: string;
  carrier: string;
  trackingNumber: string | null;
  trackingUrl: string | null;
  shippedAt: Date;
  deliveredAt: Date | null;
}

/** A parcel as both its customer and staff see it. */
export function shipmentView({
  id,
  carrier,
  trackingNumber,
  trackingUrl,
  shippedAt,
  deliveredAt,
}: ShipmentRow) {
  return {
    id,
    carrier,
    trackingNumber,
    trackingUrl,
    shippedAt: shippedAt.toISOString(),
    deliveredAt: deliveredAt?.toISOString() ?? null,
  };
}
