import { outcomeOf, type Question, shapeOf, specOfTrial } from '../../search/simulations/question.js';
import { parseCost } from '../../search/tuning/cost.js';
import type { LedgerShape, Outcome } from '../../search/tuning/ledger.js';
import { parseParameter } from '../../search/tuning/parameter.js';
import { topRung } from '../../search/tuning/rungs.js';
import { isPresentOnly, type Setting, type Space, settingAt, sizeOf } from '../../search/tuning/space.js';
import { parseSpecYaml } from '../../spec/input/document.js';
import { resolveSpec } from '../../spec/input/resolve.js';
import type { Spec } from '../../spec/spec.js';
import { parseThreshold } from '../../spec/thresholds.js';
import { simulateAll } from '../in-threads.js';

/** Every outcome of a space that is small enough to be run through: for each position of a setting, one outcome a repetition. */
export interface Grid {
  readonly space: Space;
  readonly shape: LedgerShape;
  readonly outcomes: readonly (readonly Outcome[])[];
}

/** Repetitions of each setting: as many as the search makes of the best. */
export const gridRepetitions: number = topRung;

const specUnder = (loss: string): Spec =>
  resolveSpec(
    parseSpecYaml(
      `
seed: 8
runtime: sim
cluster: { nodes: 50, loss: ${loss} }
protocol: { detector: none, fanout: 3, interval: 500ms }
workload: { updates: 0, rate: 40/s }
phases: { duration: 2500ms, idle: 0s }
`,
      'validation',
    ),
  );

const spec = specUnder('0%');

/** Fanout 1 to 6, eight intervals, 50 nodes. Nothing is lost: what the grid’s few runs of a setting tell is then beyond doubt (README.md). */
export const gridQuestion: Question = {
  space: {
    parameters: ['fanout=1..6', 'interval=100ms,150ms,200ms,300ms,400ms,500ms,700ms,1s'].map((text) =>
      parseParameter(text, spec.protocol),
    ),
    admits: () => true,
  },
  scenarios: [{ name: 'sound', spec }],
  slos: [
    { threshold: parseThreshold('fullDisseminationMs.p99<1500ms'), reserve: 0 },
    { threshold: parseThreshold('reach==1'), reserve: 0 },
  ],
  costs: [parseCost('bytes')],
  seed: spec.seed,
};

/** The same where a tenth of the messages is lost: which setting is best is then in doubt, and the answer is shown and not judged. */
export const lossyQuestion: Question = {
  ...gridQuestion,
  scenarios: [{ name: 'loss', spec: specUnder('10%') }],
};

/** Runs every setting through. */
export async function searchExhaustively(
  question: Question = gridQuestion,
  repetitions = gridRepetitions,
): Promise<Grid> {
  const { space } = question;
  const settings = settingsOf(space);
  const trials = settings.flatMap((setting) =>
    Array.from({ length: repetitions }, (_, repetition) => ({ setting, scenario: 0, repetition })),
  );
  const metrics = await simulateAll(trials.map((trial) => specOfTrial(question, trial)));
  const outcomes = metrics.map((one) => outcomeOf(question, one));
  return {
    space,
    shape: shapeOf(question),
    outcomes: settings.map((_, i) => outcomes.slice(i * repetitions, (i + 1) * repetitions)),
  };
}

/** The same with the first repetitions of each setting alone. */
export const withRepetitions = (grid: Grid, repetitions: number): Grid => ({
  ...grid,
  outcomes: grid.outcomes.map((ofSetting) => ofSetting.slice(0, repetitions)),
});

export function settingsOf(space: Space): Setting[] {
  const all = Array.from({ length: sizeOf(space) }, (_, position) => settingAt(space, position));
  return all.filter((setting) => !isPresentOnly(space, setting));
}
