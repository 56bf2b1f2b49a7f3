interface ShipmentRow {
  id: string;
  carrier: string;
  trackingNumber: string | null;
  trackingUrl: string | null;
  shippedAt: Date;
  deliveredAt: Date | null;
}

/** A shipment for customers and staff. */
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
