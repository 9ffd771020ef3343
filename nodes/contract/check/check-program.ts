import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Capability } from '../capabilities.js';
import type { NodeProgram } from '../lines/node-program.js';
import { type CheckLimits, usualLimits } from './check-limits.js';
import { CheckedCluster } from './checked-cluster.js';
import type { Rule, RuleOutcome } from './rule.js';
import { spreadingRules } from './spreading-rules.js';
import { failedStartRules, startRules } from './start-rules.js';
import { troubleRules } from './trouble-rules.js';

const readyRule = { name: 'ready', title: 'It says ready, with its name and the version of the contract.' };

const unlinked =
  'its nodes dial each other, past any link of this check; runs with transparent links cut theirs';

/** What is tried on a cluster, in this order: of a rule that a later one builds on, the failure names itself first. */
const clusterRules: readonly Rule[] = [...startRules, ...spreadingRules, ...troubleRules];

/**
 * Tries every rule of the contract on three nodes of a program, whose links are relays of this process. After `begins` fails nothing else can be tried.
 */
export async function checkProgram(
  program: NodeProgram,
  onOutcome: (outcome: RuleOutcome) => void,
  signal: AbortSignal,
  limits: CheckLimits = usualLimits,
): Promise<readonly RuleOutcome[]> {
  const directory = await mkdtemp(join(tmpdir(), 'gossip-bench-check-'));
  const outcomes: RuleOutcome[] = [];
  const add = (outcome: RuleOutcome): void => {
    outcomes.push(outcome);
    onOutcome(outcome);
  };
  try {
    for (const { name, title, check } of failedStartRules(program, directory, limits)) {
      signal.throwIfAborted();
      add({ name, title, ...(await statusOf(check)) });
    }
    const cluster = await opened(program, directory, limits, add);
    const end = (): void => void cluster?.close();
    signal.addEventListener('abort', end, { once: true });
    try {
      await tryRules(cluster, add, signal);
    } finally {
      signal.removeEventListener('abort', end);
      await cluster?.close();
    }
    return outcomes;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function opened(
  program: NodeProgram,
  directory: string,
  limits: CheckLimits,
  add: (outcome: RuleOutcome) => void,
): Promise<CheckedCluster | undefined> {
  try {
    const cluster = await CheckedCluster.open(program, directory, limits);
    add({ ...readyRule, status: 'passed' });
    return cluster;
  } catch (error) {
    add({ ...readyRule, status: 'failed', reason: (error as Error).message });
    return undefined;
  }
}

async function tryRules(
  cluster: CheckedCluster | undefined,
  add: (outcome: RuleOutcome) => void,
  signal: AbortSignal,
): Promise<void> {
  const claims: ReadonlySet<Capability> = cluster?.nodes[0]?.control.claims ?? new Set();
  let isOver = cluster === undefined;
  for (const { name, title, needs, onLinks, applies, check } of clusterRules) {
    signal.throwIfAborted();
    if (isOver || !cluster) {
      add({ name, title, status: 'notReached' });
      continue;
    }
    if ((needs !== undefined && !claims.has(needs)) || applies?.(cluster) === false) {
      add({ name, title, status: 'notClaimed' });
      continue;
    }
    if (onLinks && !cluster.hasLinks) {
      add({ name, title, status: 'notTried', reason: unlinked });
      continue;
    }
    const outcome = await statusOf(() => check(cluster));
    add({ name, title, ...outcome });
    isOver = outcome.status === 'failed' && name === 'begins';
  }
}

async function statusOf(
  check: () => Promise<string | undefined>,
): Promise<Pick<RuleOutcome, 'status' | 'reason'>> {
  try {
    const reason = await check();
    return reason === undefined ? { status: 'passed' } : { status: 'failed', reason };
  } catch (error) {
    return { status: 'failed', reason: (error as Error).message };
  }
}
