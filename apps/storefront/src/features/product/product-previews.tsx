import { useEffect, useRef, useState } from "react";
import type { ProductView } from "../../server/trpc.ts";

type Preview = ProductView["previews"][number];

/** What can be listened to before buying, one at a time. Nothing is loaded before somebody presses play. */
export function ProductPreviews({ previews }: { previews: readonly Preview[] }) {
  const player = usePlayer();
  if (previews.length === 0) return null;
  return (
    <section aria-labelledby="previews-heading" className="mt-8">
      <h2 id="previews-heading" className="mb-2 text-xl">
        Listen
      </h2>
      <ol className="border-t border-line">
        {previews.map((preview) => (
          <Track
            key={preview.id}
            preview={preview}
            state={player.current === preview.id ? player.state : "idle"}
            seconds={player.current === preview.id ? player.seconds : 0}
            onToggle={() => player.toggle(preview)}
            onSeek={(seconds) => player.seek(preview, seconds)}
          />
        ))}
      </ol>
    </section>
  );
}

/** `idle`: another one plays, or none. `loading`: it plays as soon as there is enough of it. */
type TrackState = "idle" | "loading" | "playing" | "paused" | "failed";

function Track({
  preview: { title, durationMs },
  state,
  seconds,
  onToggle,
  onSeek,
}: {
  preview: Preview;
  state: TrackState;
  seconds: number;
  onToggle: () => void;
  onSeek: (seconds: number) => void;
}) {
  const duration = durationMs / 1000;
  const isOn = state === "playing" || state === "loading";
  return (
    <li className="grid grid-cols-[3rem_minmax(0,1fr)_auto] items-center gap-x-3 border-b border-line py-2">
      <button
        type="button"
        onClick={onToggle}
        aria-label={`${isOn ? "Pause" : "Play"} ${title}`}
        className="grid size-12 place-items-center bg-ink text-paper hover:opacity-85"
      >
        <svg viewBox="0 0 16 16" className="size-4" fill="currentColor" aria-hidden="true">
          <path d={isOn ? "M3 2h4v12H3zM9 2h4v12H9z" : "M3 1.5v13L14 8z"} />
        </svg>
      </button>
      <div className="min-w-0">
        <p className={`leading-tight wrap-anywhere ${isOn ? "font-semibold" : ""}`}>{title}</p>
        <input
          type="range"
          min={0}
          max={duration}
          step={0.1}
          value={Math.min(seconds, duration)}
          onChange={({ currentTarget }) => onSeek(Number(currentTarget.value))}
          aria-label={`Position in ${title}`}
          aria-valuetext={`${clock(seconds)} of ${clock(duration)}`}
          className="block h-6 w-full cursor-pointer accent-ink"
        />
      </div>
      <span className="w-[6.5rem] text-right text-sm text-soft tabular-nums">
        {state === "failed" ? (
          <span role="alert" className="text-bad">
            It can't be played now
          </span>
        ) : (
          `${clock(seconds)} / ${clock(duration)}`
        )}
      </span>
    </li>
  );
}

/** One sound for all tracks, so that no two play at once. It ends with the page. */
function usePlayer() {
  const audio = useRef<HTMLAudioElement>(null);
  const [current, setCurrent] = useState<string | null>(null);
  const [state, setState] = useState<TrackState>("idle");
  const [seconds, setSeconds] = useState(0);

  useEffect(() => () => audio.current?.pause(), []);

  function audioOf(): HTMLAudioElement {
    if (audio.current !== null) return audio.current;
    const made = new Audio();
    made.preload = "none";
    made.addEventListener("playing", () => setState("playing"));
    made.addEventListener("waiting", () => setState("loading"));
    made.addEventListener("pause", () => setState((now) => (now === "failed" ? now : "paused")));
    made.addEventListener("error", () => setState("failed"));
    made.addEventListener("timeupdate", () => setSeconds(made.currentTime));
    made.addEventListener("ended", () => {
      made.currentTime = 0;
      setSeconds(0);
    });
    audio.current = made;
    return made;
  }

  function play({ id, path }: Preview, from: number | null): void {
    const sound = audioOf();
    const isAnother = current !== id;
    if (isAnother || state === "failed") {
      sound.src = path;
      setCurrent(id);
      setSeconds(from ?? 0);
    }
    setState("loading");
    if (from !== null) sound.currentTime = from;
    // It is rejected if the next press comes first, or it can't be played: then an event says so.
    sound.play().catch(() => undefined);
  }

  return {
    current,
    state,
    seconds,
    toggle(preview: Preview) {
      const isOn = current === preview.id && (state === "playing" || state === "loading");
      if (isOn) audioOf().pause();
      else play(preview, null);
    },
    /** Goes to a place of a track: one that does not play begins there. */
    seek(preview: Preview, to: number) {
      if (current !== preview.id || state === "failed") return play(preview, to);
      audioOf().currentTime = to;
      setSeconds(to);
    },
  };
}

function clock(seconds: number): string {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
