import {
  type Question,
  type TuningScenario,
  valuesOf,
  withSetting,
} from '../../../bench/search/simulations/question.js';
import { parseNodeParameter } from '../../../bench/search/tuning/node-parameter.js';
import { parseParameter } from '../../../bench/search/tuning/parameter.js';
import type { Parameter } from '../../../bench/search/tuning/parameter-levels.js';
import { topRung } from '../../../bench/search/tuning/rungs.js';
import {
  isPresentOnly,
  keyOf,
  type Setting,
  type Space,
  settingAt,
  settingOf,
  sizeOf,
} from '../../../bench/search/tuning/space.js';
import { isRuledOut } from '../../../bench/search/tuning/theory-bounds.js';
import { crossFieldProblems } from '../../../bench/spec/input/cross-field.js';
import { resolveSpec, type SpecOverride } from '../../../bench/spec/input/resolve.js';
import { repetitionSeed } from '../../../bench/spec/repetition-seed.js';
import type { Spec } from '../../../bench/spec/spec.js';
import { CodedError } from '../../../nodes/coded-error.js';
import { findImplementation } from '../../../nodes/implementations/find-implementation.js';
import { openScenario } from '../../scenarios/open-scenario.js';
import { refuseContradictions } from '../run-repeatedly.js';
import { clusterOverrides } from './cluster-overrides.js';
import { namesOther, type TuningInput, usualParameters } from './tuning-input.js';

/** A question, and what is known of its space before anything is simulated. */
export interface TuningPlan {
  readonly question: Question;
  /** The cluster as it is now. */
  readonly present: Spec;
  /** Settings that are asked for; those that contradict themselves or the cluster; those that theory rules out. Of a large space, estimated from a sample. */
  readonly settings: number;
  readonly contradictory: number;
  readonly ruledOut: number;
}

/**
 * What is searched, for a cluster of so many nodes; `proofRuns` are the runs of a candidate in a scenario.
 * @throws CodedError USAGE for whatever cannot be run
 */
export async function planTuning(
  input: TuningInput,
  nodes: number | undefined,
  seed?: number,
  proofRuns = 0,
): Promise<TuningPlan> {
  const size: SpecOverride[] =
    nodes === undefined ? [] : [{ path: ['cluster', 'nodes'], value: nodes, label: '--nodes' }];
  // Only the reference can be simulated; others are run, wherever the spec or the flag says.
  const simulated: SpecOverride[] = namesOther(input)
    ? []
    : [{ path: ['runtime'], value: 'sim', label: '--runtime' }];
  const seeded: SpecOverride[] = seed === undefined ? [] : [{ path: ['seed'], value: seed, label: '--seed' }];
  const overrides = [...input.overrides, ...size, ...simulated, ...seeded];
  const present = resolveSpec(input.document, overrides);
  const scenarios = await Promise.all(
    input.under.map((name) => scenarioOf(name, present, [...clusterOverrides(input.document), ...overrides])),
  );
  for (const { spec } of scenarios) {
    for (let run = 0; run < Math.max(topRung, proofRuns); run += 1)
      refuseContradictions(spec, repetitionSeed(present.seed, run));
  }
  const parameters = parametersOf(present, input.parameters);
  const { slos, costs } = input;
  const question = { space: { parameters, admits: () => true }, scenarios, slos, costs, seed: present.seed };
  refuseTwice(question);
  return { present, ...withAdmission(question, present) };
}

/** A scenario's faults, on the cluster and with the protocol that are asked about. */
async function scenarioOf(
  name: string,
  present: Spec,
  overrides: readonly SpecOverride[],
): Promise<TuningScenario> {
  if (name === 'none') return { name, spec: { ...present, chaos: undefined } };
  if (name === 'spec' && !present.chaos) {
    throw new CodedError('USAGE', '--under spec: the spec has no chaos section', {
      remedy: 'Add one, or name a scenario (`gossip-bench chaos list`), or use none.',
    });
  }
  if (name === 'spec') return { name, spec: present };
  const { spec } = await openScenario(name, [
    { path: ['cluster', 'nodes'], value: present.cluster.nodes, label: '--nodes' },
    ...overrides,
    { path: ['seed'], value: present.seed, label: '--seed' },
  ]);
  return { name, spec: { ...spec, protocol: present.protocol, node: present.node } };
}

function parametersOf({ node, protocol }: Spec, asked: readonly string[]): Parameter[] {
  if (!node) {
    return (asked.length > 0 ? asked : usualParameters).map((text) => parseParameter(text, protocol));
  }
  const { manifest } = findImplementation(node.use);
  if (asked.length === 0) {
    throw new CodedError('USAGE', `--param: say which parameters of ${manifest.name} to search over`, {
      remedy: `It has ${Object.keys(manifest.parameters).join(', ') || 'none'}; as in --param fanout=1..4.`,
    });
  }
  return asked.map((text) => parseNodeParameter(text, manifest, node.parameters));
}

function refuseTwice({ space: { parameters } }: Question): void {
  const twice = parameters.find(({ name }, i) => parameters.findIndex((one) => one.name === name) < i);
  if (!twice) return;
  throw new CodedError('USAGE', `--param: ${twice.name} is given twice`, {
    remedy: `Put all its values into one flag: --param ${twice.name}=value,lowest..highest.`,
  });
}

type Fate = 'admitted' | 'contradictory' | 'ruled out' | 'not asked for';

/** More settings than these are not counted one by one. */
const mostCounted = 2_000;

function withAdmission(question: Question, present: Spec): Omit<TuningPlan, 'present'> {
  const { space } = question;
  const now = settingOf(space, valuesOf(present))!;
  const fates = new Map<string, Fate>();
  const fateOf = (setting: Setting): Fate => {
    const fate = fates.get(keyOf(setting)) ?? judge(question, setting);
    fates.set(keyOf(setting), fate);
    return fate;
  };
  const asked = requestedSettings(space);
  const counted = asked.some.map(fateOf);
  const count = (fate: Fate): number => counted.filter((one) => one === fate).length;
  const estimated = (fate: Fate): number => Math.round((asked.count * count(fate)) / counted.length);
  if (count('contradictory') === counted.length) throw allContradict(question, asked.some[0]!);
  // Where theory rules out all of them, simulation still finds the closest.
  const allowed: readonly Fate[] = count('admitted') > 0 ? ['admitted'] : ['admitted', 'ruled out'];
  const admits = (setting: Setting): boolean =>
    keyOf(setting) === keyOf(now) || allowed.includes(fateOf(setting));
  return {
    question: { ...question, space: { ...space, admits } },
    settings: asked.count,
    contradictory: estimated('contradictory'),
    ruledOut: estimated('ruled out'),
  };
}

/** Number of settings with requested values only; and all of these, or a sample of many. */
function requestedSettings({ parameters }: Space): {
  readonly count: number;
  readonly some: readonly Setting[];
} {
  const positions = parameters.map(({ levels }) =>
    levels.flatMap(({ isPresentOnly }, level) => (isPresentOnly ? [] : [level])),
  );
  const within = {
    parameters: parameters.map((one) => ({
      ...one,
      levels: one.levels.filter(({ isPresentOnly }) => !isPresentOnly),
    })),
  };
  const count = sizeOf(within);
  const some = Array.from({ length: Math.min(count, mostCounted) }, (_, i) =>
    settingAt(within, count <= mostCounted ? i : Math.floor(((i * goldenRatio) % 1) * count)),
  );
  return { count, some: some.map((setting) => setting.map((level, i) => positions[i]![level]!)) };
}

/** Its multiples modulo 1 are spread evenly, whatever the numbers of levels are: no parameter is sampled at some of its levels alone. */
const goldenRatio = (1 + Math.sqrt(5)) / 2;

function judge({ space, scenarios, slos }: Question, setting: Setting): Fate {
  if (isPresentOnly(space, setting)) return 'not asked for';
  const specs = scenarios.map(({ spec }) => withSetting(spec, space, setting));
  if (specs.some((spec) => problemsOf(spec).length > 0)) return 'contradictory';
  // What theory says of the reference, it does not say of others.
  return specs.some((spec) => !spec.node && isRuledOut(spec, slos)) ? 'ruled out' : 'admitted';
}

const problemsOf = (spec: Spec) => crossFieldProblems(spec, () => false);

function allContradict({ space, scenarios }: Question, one: Setting): CodedError {
  const [problem] = scenarios.flatMap(({ spec }) => problemsOf(withSetting(spec, space, one)));
  return new CodedError(
    'USAGE',
    `no setting of --param is valid: ${problem?.path.join('.')}: ${problem?.text}`,
    {
      remedy: 'Widen a range, or change the field that contradicts it.',
    },
  );
}
