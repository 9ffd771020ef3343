import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import type { Spec } from '../../bench/spec/spec.js';
import { simulationFlags } from '../../nodes/runtime/sim/simulation-flags.js';

/** Simulations of more nodes gain more by the flags than the start of a process takes. */
const largeFrom = 20_000;

type Size = Pick<Spec, 'runtime'> & { readonly cluster: Pick<Spec['cluster'], 'nodes'> };

/** Whether one of these is a large simulation, for which this process was not started with the flags. */
export function needsOwnProcess(
  specs: readonly Size[],
  execArgv: readonly string[] = process.execArgv,
): boolean {
  const isLarge = specs.some(({ runtime, cluster }) => runtime === 'sim' && cluster.nodes > largeFrom);
  return isLarge && !simulationFlags.every((flag) => execArgv.includes(flag));
}

/**
 * Runs a program of Node's in a child with these flags, which has this process's input (or `input`, where that was read already), output and
 * signals; resolves to its exit code. At Ctrl-C the terminal signals both.
 */
export function runInOwnProcess(
  flags: readonly string[],
  argv: readonly string[],
  input?: string,
): Promise<number> {
  const child = spawn(process.execPath, [...process.execArgv, ...flags, ...argv], {
    stdio: [input === undefined ? 'inherit' : 'pipe', 'inherit', 'inherit'],
  });
  // It may end without reading.
  child.stdin?.on('error', () => undefined).end(input);
  const forward = (signal: NodeJS.Signals): void => {
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, forward);
  return new Promise<number>((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) =>
      resolve(signal === null ? (code ?? 0) : 128 + constants.signals[signal]),
    );
  }).finally(() => {
    for (const signal of signals) process.off(signal, forward);
  });
}
