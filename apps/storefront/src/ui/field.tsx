import type { ComponentProps, ReactNode } from "react";

interface FieldProps {
  id: string;
  label: string;
  error: string | undefined;
  hint?: string;
  className?: string;
  children: ReactNode;
}

/** A label, an input, and the message about what is wrong with it. */
function Field({ id, label, error, hint, className = "", children }: FieldProps) {
  return (
    <div className={className}>
      <label htmlFor={id} className="mb-1 block text-sm font-semibold">
        {label}
        {hint && <span className="font-normal text-soft"> ({hint})</span>}
      </label>
      {children}
      {error && (
        <p id={`${id}-error`} className="mt-1 text-sm font-semibold text-bad">
          {error}
        </p>
      )}
    </div>
  );
}

const box =
  "block h-12 w-full border bg-sheet px-3 text-base text-ink transition-[border-color] duration-150 focus-visible:outline-offset-0";

function state(id: string, error: string | undefined) {
  return {
    id,
    "aria-invalid": error ? true : undefined,
    "aria-describedby": error ? `${id}-error` : undefined,
  };
}

type InputProps = Omit<FieldProps, "children"> & Omit<ComponentProps<"input">, "id" | "className">;

export function TextField({ id, label, error, hint, className, ...rest }: InputProps) {
  return (
    <Field {...{ id, label, error, hint, className }}>
      <input className={`${box} ${error ? "border-bad" : "border-edge"}`} {...state(id, error)} {...rest} />
    </Field>
  );
}

type SelectProps = FieldProps & Omit<ComponentProps<"select">, "id" | "className" | "children">;

export function SelectField({ id, label, error, hint, className, children, ...rest }: SelectProps) {
  return (
    <Field {...{ id, label, error, hint, className }}>
      <select className={`${box} ${error ? "border-bad" : "border-edge"}`} {...state(id, error)} {...rest}>
        {children}
      </select>
    </Field>
  );
}

type TextAreaProps = Omit<FieldProps, "children"> & Omit<ComponentProps<"textarea">, "id" | "className">;

export function TextAreaField({ id, label, error, hint, className, ...rest }: TextAreaProps) {
  return (
    <Field {...{ id, label, error, hint, className }}>
      <textarea
        className={`${box} h-auto min-h-20 py-2.5 ${error ? "border-bad" : "border-edge"}`}
        {...state(id, error)}
        {...rest}
      />
    </Field>
  );
}

type CheckProps = Omit<ComponentProps<"input">, "id" | "className" | "type"> & { id: string; label: string };

export function CheckField({ id, label, ...rest }: CheckProps) {
  return (
    <label htmlFor={id} className="flex min-h-11 items-center gap-3">
      <input id={id} type="checkbox" className="size-5 shrink-0 accent-ink" {...rest} />
      {label}
    </label>
  );
}
