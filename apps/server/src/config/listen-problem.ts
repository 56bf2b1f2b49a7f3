import { StartError } from "./start-error.ts";

/** Why the server can't listen there, in one sentence; other errors stay as they are. */
export function listenProblem(
  error: NodeJS.ErrnoException,
  { name, port, host }: { name: string; port: number; host: string | undefined },
): Error {
  switch (error.code) {
    case "EADDRINUSE":
      return new StartError(`Port ${port} is in use: free it, or set ${name} to another one.`);
    case "EACCES":
      return new StartError(`Port ${port} is not for ordinary users: set ${name} to one above 1023.`);
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return new StartError(`HOST is ${host}, which is no address of this machine.`);
    default:
      return error;
  }
}
