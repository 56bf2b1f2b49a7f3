import { existsSync } from "node:fs";
import { type Env, envSchema } from "./env-schema.ts";
import { projectRoot } from "./project-root.ts";
import { refuseContradictions } from "./refuse-contradictions.ts";
import { StartError } from "./start-error.ts";

/**
 * Reads the variables from `.env` (which never overrides what is already set) and the environment. Empty ones count
 * as not set. Throws a StartError that names every bad variable.
 */
export function readEnv(): Env {
  loadEnvFile();
  return parseEnv(process.env);
}

/** Adds what stands in `.env` to the environment. */
export function loadEnvFile(): void {
  const file = `${projectRoot}.env`;
  if (existsSync(file)) process.loadEnvFile(file);
}

export function parseEnv(variables: NodeJS.ProcessEnv): Env {
  const env = parseVariables(variables);
  refuseContradictions(env);
  return env;
}

/** Each variable by itself: what a process needs beside it may be missing. Throws a StartError that names every bad one. */
export function parseVariables(variables: NodeJS.ProcessEnv): Env {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ""));
  const parsed = envSchema.safeParse(given);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => {
      const name = String(path[0]);
      return isSecret(name) ? `${name} ${message}` : `${name} ${message}, but is "${given[name]}"`;
    });
    throw new StartError(`${problems.join("; ")}.`);
  }
  return parsed.data;
}

function isSecret(name: string): boolean {
  return /OTLP|SECRET|PASSWORD|TOKEN|_KEY|DATABASE_URL|SMTP_URL|STORAGE_URL/.test(name);
}
