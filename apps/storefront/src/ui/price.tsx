import { formatMoney, type Money } from "@dualtrack/contract";

export function Price({ of, className = "" }: { of: Money; className?: string }) {
  return <span className={`font-title whitespace-nowrap ${className}`}>{formatMoney(of)}</span>;
}
