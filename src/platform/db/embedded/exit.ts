/** What has to end with this process. */
export interface Stoppable {
  readonly pid: () => number;
  readonly stop: () => Promise<void>;
}

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
const running = new Set<Stoppable>();

function atExit(): void {
  for (const server of running) {
    try {
      process.kill(server.pid(), "SIGINT");
    } catch {
      // Already gone.
    }
  }
}

/** Acts only where nobody else handles the signal: a process that does so calls close() itself. */
function onSignal(signal: NodeJS.Signals): void {
  if (process.listenerCount(signal) > 1) return;
  const stops = [...running].map((server) => server.stop());
  void Promise.allSettled(stops).then(() => process.kill(process.pid, signal));
}

/**
 * Sees to it that the server ends with this process: stopped first on a signal that nobody else handles, and told to
 * stop on any other exit (process.exit, an uncaught error). After kill -9 the next start does it. Returns the undoing.
 */
export function stopWithProcess(server: Stoppable): () => void {
  if (running.size === 0) {
    process.on("exit", atExit);
    for (const signal of signals) process.on(signal, onSignal);
  }
  running.add(server);
  return () => {
    if (!running.delete(server) || running.size > 0) return;
    process.off("exit", atExit);
    for (const signal of signals) process.off(signal, onSignal);
  };
}
