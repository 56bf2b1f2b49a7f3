import { buildApps } from "../local/build-apps.ts";

/** Before all tests: those that start programs of the server start what is built of the code as it is now. */
export default (): Promise<void> => buildApps(new AbortController().signal, ["@dualtrack/server"]);
