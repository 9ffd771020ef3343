import { Flags } from '@oclif/core';
import type { z } from 'zod';
import type { Contradiction } from '../../bench/spec/input/contradiction.js';
import { tooManyToPlan } from '../../bench/spec/input/magnitudes.js';
import { describeIssue } from '../../bench/spec/input/problems.js';
import { specInputSchema } from '../../bench/spec/input/spec-input.js';
import { workloadInputSchema } from '../../bench/spec/input/workload-fields.js';
import type { Spec } from '../../bench/spec/spec.js';
import { CodedError } from '../../nodes/coded-error.js';
import type { LoadPlan } from '../experiment/load.js';
import { outputFlags } from './run-flags.js';
import { assignmentFlags, specFlagDefinitions } from './spec-flags.js';

/** Flags that a search sets itself, or does not use. */
const excludedFlags: ReadonlySet<string> = new Set([
  'rate',
  'repeat',
  'threshold',
  'on-anomaly',
  'updates',
  'idle',
]);

const group = { helpGroup: 'SEARCH' };

/** The flags of `load`: the spec's, without those that the search sets, and its own. */
export const loadFlags = {
  ...Object.fromEntries(Object.entries(specFlagDefinitions).filter(([flag]) => !excludedFlags.has(flag))),
  ...assignmentFlags,
  from: Flags.string({
    ...group,
    description: 'First load to try.',
    default: '100/s',
    helpValue: '<rate>',
  }),
  to: Flags.string({
    ...group,
    description: 'Largest load to try.',
    default: '20000/s',
    helpValue: '<rate>',
  }),
  bound: Flags.string({
    ...group,
    description:
      'Limit on p99 from the intended send until every node holds the update; a load above it is not carried.',
    default: '2s',
    helpValue: '<duration>',
  }),
  confirmations: Flags.integer({
    ...group,
    description: 'Confirmation runs at the saturation point; all must pass.',
    default: 3,
    min: 1,
    max: 100,
    helpValue: '<count>',
  }),
  overload: Flags.integer({
    ...group,
    description: 'Finish with an overload of this many times the saturation point, then drain; 0 skips it.',
    default: 3,
    min: 0,
    max: 100,
    helpValue: '<factor>',
  }),
  'overload-duration': Flags.string({
    ...group,
    description: 'Length of the overload.',
    default: '20s',
    helpValue: '<duration>',
  }),
  ...outputFlags,
};

const rate = workloadInputSchema.shape.rate;
const duration = specInputSchema.shape.phases.unwrap().shape.duration;

/** @throws CodedError USAGE naming the flag */
export function loadPlanOf(flags: Readonly<Record<string, unknown>>): LoadPlan {
  const quantity = (flag: string, schema: z.ZodType<number>): number => {
    const text = flags[flag];
    const bare = typeof text === 'string' && /^\d+(\.\d+)?$/.test(text) ? Number(text) : text;
    const parsed = schema.safeParse(bare, { error: describeIssue });
    if (!parsed.success) throw refused(flag, parsed.error.issues[0]!.message);
    if (parsed.data <= 0) throw refused(flag, `expected more than 0, got ${String(text)}`);
    return parsed.data;
  };
  const [fromPerSecond, toPerSecond] = [quantity('from', rate), quantity('to', rate)];
  if (fromPerSecond > toPerSecond) throw refused('from', 'the first load exceeds the largest (--to)');
  return {
    fromPerSecond,
    toPerSecond,
    boundMs: quantity('bound', duration),
    confirmations: Number(flags.confirmations),
    overloadFactor: Number(flags.overload),
    overloadMs: quantity('overload-duration', duration),
  };
}

/** What the search may try is planned in memory, as any run's load. @throws CodedError USAGE naming the flag */
export function refuseExcessiveLoad(spec: Spec, { toPerSecond, overloadFactor, overloadMs }: LoadPlan): void {
  const tried = (ratePerSecond: number, durationMs: number): Contradiction | undefined =>
    tooManyToPlan({
      ...spec,
      workload: { ...spec.workload, ratePerSecond },
      phases: { ...spec.phases, durationMs },
    });
  const largest = tried(toPerSecond, spec.phases.durationMs);
  if (largest) throw refused('to', largest.text);
  const overload = tried(toPerSecond * overloadFactor, overloadMs);
  if (overload) throw refused('overload', overload.text);
}

const refused = (flag: string, what: string): CodedError =>
  new CodedError('USAGE', `--${flag}: ${what}`, { remedy: 'See `gossip-bench load --help`.' });
