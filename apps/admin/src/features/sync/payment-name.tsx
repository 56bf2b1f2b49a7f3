import { Link } from "@tanstack/react-router";

/** The order that a payment is for, or the checkout while there is no order. */
export function PaymentName({ number, name }: { number: string | null; name: string }) {
  if (number === null) return <span title="A checkout that has no order yet">{name}</span>;
  return (
    <Link to="/orders/$number" params={{ number }}>
      {number}
    </Link>
  );
}
