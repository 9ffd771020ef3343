import { createRng } from '../../../nodes/protocol/rng.js';
import type { Rng } from '../../../nodes/protocol/types.js';
import { pricesOf, promotions, undecided } from './halving.js';
import { Ledger, type LedgerShape, type Outcome, type Trial } from './ledger.js';
import { localSteps } from './local-steps.js';
import { paretoFront } from './pareto.js';
import { randomSettings } from './random-settings.js';
import { rungs, topRung } from './rungs.js';
import { keyOf, neighboursOf, type Setting, type Space } from './space.js';
import { excessOf, looksKept, type Standing, verdictOf } from './standing.js';

export interface SearchPlan {
  readonly space: Space;
  readonly shape: LedgerShape;
  readonly seed: number;
  /** Tried first, beside those at random, and once in every scenario, whatever comes of it. */
  readonly first?: readonly Setting[];
}

/** Settings at the beginning, for each parameter, and at least. */
const begunWith = { perParameter: 4, least: 8 };
/** New settings at a time: steps from the best so far, and from anywhere. */
const triedAtOnce = { near: 4, anywhere: 1 };
/** From this share of the budget on nothing new is tried: the better ones are repeated to the end. */
const lastCall = 0.7;
/** Repeated at once in the end. */
const decidedAtOnce = 3;
/**
 * Looks for the cheapest setting that keeps all promises in all scenarios: pure, with `ask` for what to simulate and `tell` for what came of it. It begins
 * with settings at random; those that break a promise in one scenario are not run in the others; of the rest the better half is repeated, again and
 * again (halving.ts); new ones are tried a step or two from the best so far (local-steps.ts), and one at random beside them. The same seed and the
 * same answers give the same questions.
 */
export class Search {
  readonly #plan: SearchPlan;
  readonly #rng: Rng;
  readonly #ledger: Ledger;
  /** Repetitions that a setting is to have, by its key. */
  readonly #targets = new Map<string, { readonly setting: Setting; readonly repetitions: number }>();
  #hasBegun = false;
  #isExhausted = false;

  constructor(plan: SearchPlan) {
    this.#plan = plan;
    this.#rng = createRng(plan.seed);
    this.#ledger = new Ledger(plan.shape);
  }

  tell(trial: Trial, outcome: Outcome): void {
    this.#ledger.tell(trial, outcome);
  }

  /** What to simulate next, when all that was asked for is told; nothing where more would not change the answer. `spent` is a share of the budget. */
  ask(spent: number): Trial[] {
    if (!this.#hasBegun) return this.#begin();
    const missing = this.#missing();
    if (missing.length > 0) return missing;
    const standings = this.#ledger.standings();
    const isLate = spent >= lastCall || this.#isExhausted;
    if (!isLate) {
      this.#promote(promotions(standings));
      this.#tryNew(standings);
    }
    if (this.#missing().length === 0) this.#promote(undecided(standings).slice(0, decidedAtOnce));
    if (this.#missing().length === 0) this.#tryNeighbours();
    return this.#missing();
  }

  standings(): Standing[] {
    return this.#ledger.standings();
  }

  standing(setting: Setting): Standing | undefined {
    return this.#ledger.standing(setting);
  }

  /**
   * Those that keep the promises and that no other is cheaper than in every cost. Where none was repeated often enough to say so, those that
   * look so by the most repetitions.
   */
  front(): Standing[] {
    const standings = this.#ledger.standings();
    const kept = standings.filter((one) => verdictOf(one) === 'kept');
    if (kept.length > 0) return paretoFront(kept, pricesOf);
    const promising = standings.filter((one) => verdictOf(one) === 'open' && looksKept(one));
    const most = Math.max(0, ...promising.map(({ repetitions }) => repetitions));
    return paretoFront(
      promising.filter(({ repetitions }) => repetitions === most),
      pricesOf,
    );
  }

  /** The recommended one: the cheapest by the first cost. */
  best(): Standing | undefined {
    return this.front()[0];
  }

  /** Where nothing keeps the promises: what misses them by least. */
  closest(): Standing | undefined {
    return this.#ledger
      .standings()
      .reduce<Standing | undefined>(
        (least, one) => (least === undefined || excessOf(one) < excessOf(least) ? one : least),
        undefined,
      );
  }

  #begin(): Trial[] {
    this.#hasBegun = true;
    const { space, first = [] } = this.#plan;
    const count = Math.max(begunWith.least, begunWith.perParameter * space.parameters.length);
    const drawn = randomSettings(space, count, this.#rng);
    for (const setting of [...first.filter((one) => space.admits(one)), ...drawn]) this.#aim(setting, 1);
    // One scenario first: what breaks a promise in it need not be run in the others.
    return [...this.#targets.values()].map(({ setting }) => ({ setting, scenario: 0, repetition: 0 }));
  }

  #isFirst(setting: Setting): boolean {
    return (this.#plan.first ?? []).some((first) => keyOf(first) === keyOf(setting));
  }

  #aim(setting: Setting, repetitions: number): void {
    this.#targets.set(keyOf(setting), { setting, repetitions });
  }

  #promote(chosen: readonly { readonly standing: Standing; readonly repetitions: number }[]): void {
    for (const { standing, repetitions } of chosen) this.#aim(standing.setting, repetitions);
  }

  #tryNew(standings: readonly Standing[]): void {
    const { space } = this.#plan;
    const isTried = (setting: Setting): boolean => this.#targets.has(keyOf(setting));
    const steps = localSteps(space, standings, isTried, triedAtOnce.near);
    this.#isExhausted = steps.length === 0;
    if (this.#isExhausted) return;
    const others = randomSettings(space, triedAtOnce.anywhere, this.#rng);
    for (const setting of [...steps, ...others]) if (!isTried(setting)) this.#aim(setting, rungs[0]);
  }

  /** What the neighbours of the best cost is part of the answer, and one of them may be better. */
  #tryNeighbours(): void {
    const best = this.best();
    if (!best || best.repetitions < topRung) return;
    for (const setting of neighboursOf(this.#plan.space, best.setting)) {
      if (!this.#targets.has(keyOf(setting))) this.#aim(setting, rungs[0]);
    }
  }

  /** What the targets lack, of settings that are not known to break a promise; repetition by repetition, the hardest scenario first. */
  #missing(): Trial[] {
    const hardest = this.#ledger.hardestFirst();
    return [...this.#targets.values()].flatMap(({ setting, repetitions }) => {
      const standing = this.#ledger.standing(setting);
      const isDropped = standing && verdictOf(standing) === 'broken';
      if (isDropped && !(standing.repetitions === 0 && this.#isFirst(setting))) return [];
      return Array.from({ length: repetitions }, (_, repetition) => repetition).flatMap((repetition) =>
        hardest
          .filter((scenario) => this.#ledger.repetitions(setting, scenario) <= repetition)
          .map((scenario): Trial => ({ setting, scenario, repetition })),
      );
    });
  }
}
