import { repetitionSeed } from '../../../bench/repetition-seed.js';
import { type Question, type TuningScenario, withSetting } from '../../../bench/simulations/question.js';
import type { Spec } from '../../../bench/spec.js';
import { crossFieldProblems } from '../../../bench/spec-input/cross-field.js';
import { resolveSpec, type SpecOverride } from '../../../bench/spec-input/resolve.js';
import { parseParameter } from '../../../bench/tuning/parameter.js';
import { rungs } from '../../../bench/tuning/rungs.js';
import {
  isPresentOnly,
  keyOf,
  type Setting,
  settingAt,
  settingOf,
  sizeOf,
} from '../../../bench/tuning/space.js';
import { isRuledOut } from '../../../bench/tuning/theory-bounds.js';
import { CodedError } from '../../../nodes/coded-error.js';
import { openScenario } from '../../scenarios/open-scenario.js';
import { refuseContradictions } from '../run-repeatedly.js';
import { givenFields } from './given-fields.js';
import { type TuningInput, usualParameters } from './tuning-input.js';

/** A question, and what is known of its space before anything is simulated. */
export interface TuningPlan {
  readonly question: Question;
  /** The cluster as it is now. */
  readonly present: Spec;
  /** Settings in all; those that contradict themselves or the cluster; those that theory rules out. Of a large space, of a sample. */
  readonly settings: number;
  readonly contradictory: number;
  readonly ruledOut: number;
}

/**
 * What is searched, for a cluster of so many nodes.
 * @throws CodedError USAGE for whatever cannot be run
 */
export async function planTuning(
  input: TuningInput,
  nodes: number | undefined,
  seed?: number,
): Promise<TuningPlan> {
  const size: SpecOverride[] =
    nodes === undefined ? [] : [{ path: ['cluster', 'nodes'], value: nodes, label: '--nodes' }];
  const simulated: SpecOverride = { path: ['runtime'], value: 'sim', label: '--runtime' };
  const seeded: SpecOverride[] = seed === undefined ? [] : [{ path: ['seed'], value: seed, label: '--seed' }];
  const overrides = [...input.overrides, ...size, simulated, ...seeded];
  const present = resolveSpec(input.document, overrides);
  const scenarios = await Promise.all(
    input.under.map((name) => scenarioOf(name, present, [...givenFields(input.document), ...overrides])),
  );
  for (const { spec } of scenarios) {
    for (let run = 0; run < rungs.at(-1)!; run += 1)
      refuseContradictions(spec, repetitionSeed(present.seed, run));
  }
  const written = input.parameters.length > 0 ? input.parameters : usualParameters;
  const parameters = written.map((text) => parseParameter(text, present.protocol));
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
  if (name === 'spec') return { name, spec: present };
  const { spec } = await openScenario(name, [
    ...overrides,
    { path: ['seed'], value: present.seed, label: '--seed' },
  ]);
  return { name, spec: { ...spec, protocol: present.protocol } };
}

function refuseTwice({ space: { parameters } }: Question): void {
  const twice = parameters.find(({ name }, i) => parameters.findIndex((one) => one.name === name) < i);
  if (!twice) return;
  throw new CodedError('USAGE', `--param: ${twice.name} is given twice`, {
    remedy: `Put its values into one: --param ${twice.name}=value,lowest..highest.`,
  });
}

type Fate = 'admitted' | 'contradictory' | 'ruled out' | 'not asked for';

/** More settings than these are not counted one by one. */
const mostCounted = 2_000;

function withAdmission(question: Question, present: Spec): Omit<TuningPlan, 'present'> {
  const { space } = question;
  const now = settingOf(space, present.protocol)!;
  const fates = new Map<string, Fate>();
  const fateOf = (setting: Setting): Fate => {
    const fate = fates.get(keyOf(setting)) ?? judge(question, setting);
    fates.set(keyOf(setting), fate);
    return fate;
  };
  const size = sizeOf(space);
  const step = Math.max(1, Math.floor(size / mostCounted));
  const counted = Array.from({ length: Math.min(size, mostCounted) }, (_, i) => settingAt(space, i * step))
    .filter((setting) => !isPresentOnly(space, setting))
    .map(fateOf);
  const count = (fate: Fate): number => counted.filter((one) => one === fate).length;
  if (count('contradictory') === counted.length) throw allContradict(question);
  // Where theory rules out all of them, which is the closest is told by simulation all the same.
  const allowed: readonly Fate[] = count('admitted') > 0 ? ['admitted'] : ['admitted', 'ruled out'];
  const admits = (setting: Setting): boolean =>
    keyOf(setting) === keyOf(now) || allowed.includes(fateOf(setting));
  return {
    question: { ...question, space: { ...space, admits } },
    settings: size <= mostCounted ? counted.length : size,
    contradictory: count('contradictory'),
    ruledOut: count('ruled out'),
  };
}

function judge({ space, scenarios, slos }: Question, setting: Setting): Fate {
  if (isPresentOnly(space, setting)) return 'not asked for';
  const specs = scenarios.map(({ spec }) => withSetting(spec, space, setting));
  if (specs.some((spec) => problemsOf(spec).length > 0)) return 'contradictory';
  return specs.some((spec) => isRuledOut(spec, slos)) ? 'ruled out' : 'admitted';
}

const problemsOf = (spec: Spec) => crossFieldProblems(spec, () => false);

function allContradict({ space, scenarios }: Question): CodedError {
  const asked = Array.from({ length: sizeOf(space) }, (_, i) => settingAt(space, i)).find(
    (setting) => !isPresentOnly(space, setting),
  )!;
  const [problem] = problemsOf(withSetting(scenarios[0]!.spec, space, asked));
  return new CodedError(
    'USAGE',
    `no setting of --param can be run: ${problem?.path.join('.')}: ${problem?.text}`,
    {
      remedy: 'Widen a range, or change what contradicts it.',
    },
  );
}
