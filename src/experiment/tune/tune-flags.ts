import { Flags } from '@oclif/core';
import type { SpecDocument } from '../../../bench/spec/input/document.js';
import { specSchema } from '../../../bench/spec/spec.js';
import { CodedError } from '../../../nodes/coded-error.js';
import { outputFlags } from '../../command-line/run-flags.js';
import { assignmentFlags, overridesOf, specFlagDefinitions } from '../../command-line/spec-flags.js';
import type { ProofInput } from './tune.js';
import {
  namesOther,
  namesUnder,
  parseBudget,
  parseCosts,
  parseNodes,
  parseSlos,
  type TuningInput,
} from './tuning-input.js';

const group = 'SEARCH';
const list = { multiple: true, multipleNonGreedy: true, helpGroup: group } as const;

/** Flags of `run` that mean nothing here, or something else. */
const {
  threshold: _t,
  'on-anomaly': _a,
  name: _n,
  nodes: _s,
  repeat: _r,
  ...clusterFlags
} = specFlagDefinitions;

export const tuneFlags = {
  ...clusterFlags,
  ...assignmentFlags,
  nodes: Flags.string({
    description:
      'Number of nodes. A list (50,500,5000) gives a recommendation for each size; large sizes are only simulated.',
    helpGroup: 'CLUSTER',
    helpValue: '<count,…>',
  }),
  slo: Flags.string({
    ...list,
    description: 'An SLO such as fullDisseminationMs.p99<1s. Every SLO must hold under every scenario.',
    helpValue: '<expression>',
  }),
  under: Flags.string({
    ...list,
    description:
      'Scenarios by name or file (a,b). none: no faults. spec: the faults of the spec. Default: spec if it has faults, else none.',
    helpValue: '<scenario,…>',
  }),
  param: Flags.string({
    ...list,
    description:
      'Parameter to search over, by its spec name or its flag, or by the own name of a parameter of --node, with values (mode=push,push-pull; batch=1,8,64,0) or a range (fanout=1..8, interval=50ms..2s, probe-interval=200ms..2s). Default, of the reference: fanout=1..6, interval=50ms..2s, mode=push,push-pull.',
    helpValue: '<name=values>',
  }),
  cost: Flags.string({
    ...list,
    description:
      'Cost to minimise: operating (bytes and CPU, under load and idle; one ms of CPU counts as 1,000 bytes), bytes (sent per second and node), messages, cpu (estimated from messages in simulation), a figure, or a sum (bytes + 50*messages). Several costs give a Pareto front; the first decides. Default: operating.',
    helpValue: '<cost>',
  }),
  budget: Flags.string({
    description:
      'Budget of the search for each number of nodes: a time (60s) or a number of simulations (400), or of runs. Default: 60s; of nodes that cannot be simulated (--node), 15m.',
    helpGroup: group,
    helpValue: '<budget>',
  }),
  reserve: Flags.string({
    description: 'Share of each limit kept in reserve; simulation and reality differ by about this much.',
    default: '10%',
    helpGroup: group,
    helpValue: '<share>',
  }),
  proof: Flags.boolean({
    description:
      'Run the best few settings on real nodes (of --runtime). Nodes that cannot be simulated always are.',
    default: true,
    allowNo: true,
    helpGroup: 'PROOF',
  }),
  candidates: Flags.integer({
    description: 'Number of settings to prove, in addition to the present one.',
    default: 2,
    min: 1,
    max: 10,
    helpGroup: 'PROOF',
    helpValue: '<count>',
  }),
  repeat: Flags.integer({
    description: 'Runs of each setting in each scenario.',
    default: 3,
    min: 1,
    max: 100,
    helpGroup: 'PROOF',
    helpValue: '<count>',
  }),
  ...outputFlags,
};

type Given = Readonly<Record<string, unknown>>;

const texts = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

/** @throws CodedError USAGE */
export function tuneInput(document: SpecDocument | undefined, flags: Given): TuningInput {
  const { nodes, repeat: _, ...cluster } = flags;
  const named = { document, overrides: overridesOf(cluster) };
  return {
    ...named,
    nodes: parseNodes(nodes === undefined ? undefined : String(nodes)),
    parameters: texts(flags.param),
    slos: parseSlos(texts(flags.slo), String(flags.reserve)),
    costs: parseCosts(texts(flags.cost)),
    under: namesUnder(texts(flags.under), document),
    budget: parseBudget(String(flags.budget ?? (namesOther(named) ? '15m' : '60s'))),
  };
}

/** On the runtime of the flag, else of the spec. Undefined without a proof. @throws CodedError USAGE */
export function tuneProof(
  document: SpecDocument | undefined,
  flags: Given,
  isOfOthers: boolean,
): ProofInput | undefined {
  const { proof, repeat, candidates } = flags;
  // Every run of others is a measurement.
  if (proof !== true || isOfOthers) return undefined;
  const written = flags.runtime ?? document?.fields.runtime ?? 'auto';
  const { data: runtime } = specSchema.shape.runtime.safeParse(written);
  if (runtime === undefined || runtime === 'sim') {
    throw new CodedError('USAGE', `runtime ${String(written)}: a proof needs real nodes`, {
      remedy: 'Use --no-proof, --runtime process or --runtime docker.',
    });
  }
  return { runtime, repetitions: Number(repeat), candidates: Number(candidates) };
}
