export { ShippingRoute } from "./shipping.tsx";
export { ShippingZoneRoute } from "./shipping-zone.tsx";
