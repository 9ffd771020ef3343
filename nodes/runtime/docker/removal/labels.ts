import { hostname, userInfo } from 'node:os';
import { identifyProcess } from '../../clean-up/process-identity.js';

/** Labels of every engine object of a run: whose it is, and by which process, so that clean-up can tell. */
export const labelNames = {
  run: 'gossip-bench.run',
  user: 'gossip-bench.user',
  host: 'gossip-bench.host',
  pid: 'gossip-bench.pid',
  /** Tells the process from a later one with the same id. */
  pidStart: 'gossip-bench.pid-start',
  /** `node`, `gateway` or `load`; of transparent links `namespace` and `rules`. */
  role: 'gossip-bench.role',
  node: 'gossip-bench.node',
  incarnation: 'gossip-bench.incarnation',
  /** On images: `base` or `node`. */
  image: 'gossip-bench.image',
} as const;

export type Labels = Readonly<Record<string, string>>;

export function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // A user id without an entry in the user database, as in some containers.
    return String(process.getuid?.() ?? 'unknown');
  }
}

/** The labels of the run that this process conducts. */
export async function runLabels(runId: string): Promise<Labels> {
  const harness = await identifyProcess(process.pid);
  return {
    [labelNames.run]: runId,
    [labelNames.user]: userName(),
    [labelNames.host]: hostname(),
    [labelNames.pid]: String(process.pid),
    [labelNames.pidStart]: harness?.startTime ?? '',
  };
}

/** The engine's filter for objects that carry `name` (with `value`). */
export function labelled(name: string, value?: string): { label: string[] } {
  return { label: [value === undefined ? name : `${name}=${value}`] };
}
