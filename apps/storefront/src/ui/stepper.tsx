interface StepperProps {
  label: string;
  value: number;
  max: number;
  min?: number;
  onChange(value: number): void;
}

const step = "grid size-12 place-items-center text-xl disabled:opacity-35 hover:not-disabled:bg-sheet";

/** The quantity: two buttons and the number between them. */
export function Stepper({ label, value, max, min = 1, onChange }: StepperProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a legend and the browser's frame
    <div role="group" aria-label={label} className="inline-flex items-stretch border border-edge">
      <button
        type="button"
        className={step}
        disabled={value <= min}
        onClick={() => onChange(value - 1)}
        aria-label={`${label}: one less`}
      >
        −
      </button>
      <output aria-label={label} className="grid min-w-8 place-items-center font-semibold">
        {value}
      </output>
      <button
        type="button"
        className={step}
        disabled={value >= max}
        onClick={() => onChange(value + 1)}
        aria-label={`${label}: one more`}
      >
        +
      </button>
    </div>
  );
}
