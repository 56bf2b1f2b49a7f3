import { formatDay } from "../../messages.ts";
import type { OrderView } from "../../server/trpc.ts";

type Shipment = OrderView["parcels"][number];

/** The parcels that were sent, and what is still to come. Nothing if none was sent. */
export function OrderShipments({ order }: { order: OrderView }) {
  const { parcels, stillToCome } = order;
  if (parcels.length === 0) return null;
  return (
    <section aria-labelledby="parcels-heading">
      <h2 id="parcels-heading" className="mb-2 text-2xl">
        {parcels.length === 1 ? "Your parcel" : `Your ${parcels.length} parcels`}
      </h2>
      <ul className="divide-y divide-line border-y border-line">
        {parcels.map((shipment) => (
          <li key={shipment.id} className="grid gap-x-6 gap-y-2 py-4 sm:grid-cols-[1fr_auto]">
            <div className="min-w-0">
              <p className="font-semibold">
                {shipment.deliveredAt === null
                  ? `Left us ${formatDay(shipment.shippedAt)}`
                  : `Delivered ${formatDay(shipment.deliveredAt)}`}
              </p>
              <GoodsList order={order} goods={shipment.lines} />
            </div>
            <TrackingFacts shipment={shipment} />
          </li>
        ))}
      </ul>
      {stillToCome.length > 0 && (
        <div className="pt-4">
          <p className="font-semibold">Still to come</p>
          <GoodsList order={order} goods={stillToCome} />
        </div>
      )}
    </section>
  );
}

function TrackingFacts({ shipment: { carrier, trackingNumber, trackingUrl } }: { shipment: Shipment }) {
  return (
    <div className="min-w-0 sm:text-right">
      <p>{carrier}</p>
      {trackingNumber !== null && <p className="text-sm text-soft">{trackingNumber}</p>}
      {trackingUrl !== null && (
        <a
          href={trackingUrl}
          target="_blank"
          rel="noreferrer"
          className="inline-block py-1 underline underline-offset-4"
        >
          Track it with {carrier}
        </a>
      )}
    </div>
  );
}

function GoodsList({ order, goods }: { order: OrderView; goods: Shipment["lines"] }) {
  return (
    <ul className="text-soft">
      {goods.map(({ variantId, quantity }) => (
        <li key={variantId}>
          {quantity} × {nameOf(order, variantId)}
        </li>
      ))}
    </ul>
  );
}

function nameOf({ lines }: OrderView, variantId: string): string {
  const line = lines.find((candidate) => candidate.variantId === variantId);
  return [line?.productTitle, line?.variantTitle].filter(Boolean).join(", ");
}
