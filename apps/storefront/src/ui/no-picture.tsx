import { Mark } from "./mark.tsx";

/** What stands where a product has no picture: a frame of the same size, so that nothing jumps when one comes. */
export function NoPicture({ className = "" }: { className?: string }) {
  return (
    <div className={`grid aspect-square w-full place-items-center bg-sheet text-line ${className}`}>
      <Mark className="w-1/4" />
    </div>
  );
}
