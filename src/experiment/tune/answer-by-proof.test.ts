import { describe, expect, it } from 'vitest';
import type { Exploration } from '../../../bench/search/simulations/explore.js';
import { shapeOf } from '../../../bench/search/simulations/question.js';
import { parseCost } from '../../../bench/search/tuning/cost.js';
import { keptBy } from '../../../bench/search/tuning/excess.js';
import { Ledger, type Outcome } from '../../../bench/search/tuning/ledger.js';
import { Search } from '../../../bench/search/tuning/search.js';
import { keyOf, type Setting } from '../../../bench/search/tuning/space.js';
import { parseThreshold } from '../../../bench/spec/thresholds.js';
import { answerByProof } from './answer-by-proof.js';
import { planTuning, type TuningPlan } from './plan-tuning.js';
import { proofOf } from './proof-figures.js';
import { candidatesOf, type Proven } from './prove.js';
import { sizeAnswer } from './size-answer.js';
import { tuningVerdict } from './tuning-verdict.js';

/** Levels 1, 2 and 3; 3 is the present one. */
const settings: readonly Setting[] = [[0], [1], [2]];
const [cheap, middle, present] = settings as [Setting, Setting, Setting];
const spread = [-0.03, 0.02, 0, 0.01, -0.01, 0.03, -0.02, 0.02];

const plan: TuningPlan = await planTuning(
  {
    document: undefined,
    overrides: [],
    nodes: [],
    parameters: ['fanout=1..3'],
    slos: [{ threshold: parseThreshold('fullDisseminationMs.p99<1s'), reserve: 0.1 }],
    costs: [parseCost('bytes')],
    under: ['none'],
    budget: {},
  },
  10,
  1,
);

/** p99 and bytes of the three settings. */
type World = readonly (readonly [p99: number, bytes: number])[];

const outcomeOf = ([p99, bytes]: World[number], off: number, reserve: number): Outcome => ({
  kept: plan.question.slos.map((slo) =>
    keptBy(
      { ...slo, reserve },
      { fullDisseminationMs: { p50: 1, p99: p99 * (1 + off), max: 1, count: 100 } },
    ),
  ),
  prices: [bytes * (1 + off / 2)],
});

function explorationOf(world: World): Exploration {
  const search = new Search({
    space: plan.question.space,
    shape: shapeOf(plan.question),
    seed: 1,
    first: [present],
  });
  for (const [i, setting] of settings.entries()) {
    for (const [repetition, off] of spread.entries())
      search.tell({ setting, scenario: 0, repetition }, outcomeOf(world[i]!, off, 0.1));
  }
  return { search, evaluations: 24, elapsedMs: 1, spent: 0.5 };
}

function provenOf(world: World, tried: readonly Setting[], isDisturbed: boolean): Proven {
  const ledger = new Ledger(shapeOf(plan.question));
  for (const setting of tried) {
    for (const [repetition, off] of spread.slice(0, 3).entries())
      ledger.tell({ setting, scenario: 0, repetition }, outcomeOf(world[setting[0]!]!, off, 0));
  }
  const run = { folder: 'folder', runtime: 'process', metrics: {}, isDisturbed };
  const runs = new Map(tried.map((setting) => [keyOf(setting), [run, run, run]]));
  const question = { ...plan.question, slos: plan.question.slos.map((slo) => ({ ...slo, reserve: 0 })) };
  return { question, ledger, settings: tried, runs, runtime: 'process' };
}

function answerOf(simulated: World, measured: World, isDisturbed = false) {
  const exploration = explorationOf(simulated);
  const answer = sizeAnswer(plan, exploration, false);
  const proven = provenOf(measured, candidatesOf(plan, exploration, 2), isDisturbed);
  const proof = proofOf(plan, exploration, proven, 3);
  return { answer, proof, proved: answerByProof(plan, answer, proven, proof) };
}

const simulated: World = [
  [700, 100],
  [500, 200],
  [400, 300],
];

describe('a recommendation that was proved', () => {
  it('is the simulation’s, where the measurement agrees', () => {
    const { proved, proof } = answerOf(simulated, simulated);
    expect([proved.by, proved.recommended!.setting]).toEqual(['measurement', { fanout: 1 }]);
    expect(proof.disagreements).toEqual([]);
    expect(proved.why[0]).toBe('The simulation chose it, and it held on process.');
  });

  it('is the next cheapest where the cheapest breaks the promise on real nodes, and it is said where they disagree', () => {
    const { proved, proof } = answerOf(simulated, [
      [1_200, 100],
      [520, 200],
      [400, 300],
    ]);
    expect(proved.recommended!.setting).toEqual({ fanout: 2 });
    expect(proved.spec).toBe('protocol:\n  fanout: 2\n');
    expect(proof.disagreements).toHaveLength(1);
    expect(proof.disagreements[0]).toMatch(
      /^fullDisseminationMs\.p99 under none with fanout 1: [\d,]+ \[.*\] simulated, 1,\d+ \[.*\] measured\.$/,
    );
  });

  it('is the cheaper one as measured, whatever was simulated', () => {
    const { proved } = answerOf(simulated, [
      [700, 400],
      [500, 200],
      [400, 300],
    ]);
    expect(proved.recommended!.setting).toEqual({ fanout: 2 });
  });

  it('is none where no candidate keeps the promise: the closest is told', () => {
    const { proved } = answerOf(simulated, [
      [1_900, 100],
      [1_500, 200],
      [1_700, 300],
    ]);
    expect(proved.recommended).toBeUndefined();
    expect(proved.closest!.setting).toEqual({ fanout: 2 });
    expect(proved.why.join(' ')).toMatch(/is missed by 5\d % *: the median is 1,5\d\d/);
  });

  it('stays the simulation’s where something disturbed all runs and nothing held: the proof was in vain', () => {
    const slow: World = [
      [1_900, 100],
      [1_500, 200],
      [1_700, 300],
    ];
    const { proved } = answerOf(simulated, slow, true);
    expect([proved.by, proved.recommended!.setting]).toEqual(['simulation', { fanout: 1 }]);
    expect(proved.why[0]).toMatch(/^The proof on process is inconclusive: 9 of its runs were disturbed/);
    expect(tuningVerdict([proved]).status).toBe('unknown');
    expect(tuningVerdict([answerOf(simulated, slow).proved]).status).toBe('fail');
    expect(tuningVerdict([answerOf(simulated, simulated, true).proved]).status).toBe('pass');
  });

  describe('of which not all was run', () => {
    const exploration = explorationOf(simulated);
    const answer = sizeAnswer(plan, exploration, false);
    const provedAfter = (world: World, error?: Error) => {
      const proven: Proven = {
        ...provenOf(world, [cheap], false),
        settings: [cheap, middle, present],
        ...(error ? { error } : {}),
      };
      return answerByProof(plan, answer, proven, proofOf(plan, exploration, proven, 3));
    };

    it('follows what was measured, and says what ended the proof', () => {
      const proved = provedAfter(simulated, new Error('no proxy answers'));
      expect([proved.by, proved.recommended!.setting]).toEqual(['measurement', { fanout: 1 }]);
      expect(proved.why[0]).toBe('The proof ended early: no proxy answers');
      expect(proved.proofError).toBe('no proxy answers');
      expect(tuningVerdict([proved]).status).toBe('unknown');
    });

    it('stays the simulation’s where what was measured broke the promise', () => {
      const proved = provedAfter([[1_900, 100], simulated[1]!, simulated[2]!]);
      expect([proved.by, proved.recommended!.setting]).toEqual(['simulation', { fanout: 1 }]);
      expect(proved.why[0]).toMatch(/^The proof on process is inconclusive: not every candidate was run/);
      expect(tuningVerdict([proved]).status).toBe('unknown');
    });
  });

  it('runs the cheapest that keep the promise, and the present setting once', () => {
    expect(candidatesOf(plan, explorationOf(simulated), 2)).toEqual([cheap, middle, present]);
    expect(candidatesOf(plan, explorationOf(simulated), 3)).toEqual([cheap, middle, present]);
  });
});
