import { useOnline } from "./use-online.ts";

export function OfflineBanner() {
  const online = useOnline();
  return (
    <div role="status">
      {!online && (
        <p className="bg-warn-wash py-2 text-sm font-semibold">
          <span className="page block">
            You are offline. What you see may be old; what you typed is kept.
          </span>
        </p>
      )}
    </div>
  );
}
