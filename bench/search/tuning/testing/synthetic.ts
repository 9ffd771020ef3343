import { protocolConfigSchema } from '../../../../nodes/protocol/node/config.js';
import { createRng } from '../../../../nodes/protocol/rng.js';
import type { Rng } from '../../../../nodes/protocol/types.js';
import type { Outcome, Trial } from '../ledger.js';
import { parseParameter } from '../parameter.js';
import { Search } from '../search.js';
import { type Setting, type Space, settingAt, sizeOf } from '../space.js';
import type { Standing } from '../standing.js';

const present = protocolConfigSchema.parse({});

/** With the values that are asked for alone. */
export const spaceOf = (...parameters: readonly string[]): Space => ({
  parameters: parameters
    .map((text) => parseParameter(text, present))
    .map((one) => ({ ...one, levels: one.levels.filter(({ isPresentOnly }) => !isPresentOnly) })),
  admits: () => true,
});

/** A made-up protocol whose best setting is known: mean logarithms of how far each scenario misses the promise, and of the price. */
export interface Synthetic {
  readonly space: Space;
  readonly scenarios: number;
  readonly excess: (setting: Setting, scenario: number) => number;
  readonly price: (setting: Setting) => number;
  /** Deviations of both from run to run. */
  readonly noise: { readonly excess: number; readonly price: number };
}

/** Gossip as theory has it: rounds fall with the fanout, traffic grows with it; a scenario makes it slower by so much. */
export function syntheticGossip(space: Space, limitMs: number, slower: readonly number[]): Synthetic {
  const numbers = (setting: Setting): [fanout: number, intervalMs: number] => [
    Number(space.parameters[0]!.levels[setting[0]!]!.value),
    Number(space.parameters[1]!.levels[setting[1]!]!.value),
  ];
  return {
    space,
    scenarios: slower.length,
    excess: (setting, scenario) => {
      const [fanout, intervalMs] = numbers(setting);
      const rounds = Math.log(50) / Math.log(1 + 2 * fanout) + 0.8;
      return Math.log((rounds * intervalMs * slower[scenario]!) / limitMs);
    },
    price: (setting) => {
      const [fanout, intervalMs] = numbers(setting);
      return 60 + (120 * fanout * 1_000) / intervalMs;
    },
    noise: { excess: 0.08, price: 0.02 },
  };
}

const normal = (rng: Rng): number =>
  Math.sqrt(-2 * Math.log(1 - rng.float())) * Math.cos(2 * Math.PI * rng.float());

export function answer(world: Synthetic, { setting, scenario }: Trial, rng: Rng): Outcome {
  const excess = world.excess(setting, scenario) + world.noise.excess * normal(rng);
  const price = world.price(setting) * Math.exp(world.noise.price * normal(rng));
  return { kept: [{ measured: Math.exp(excess), excess }], prices: [price] };
}

/** The least price of those that keep the promise beyond doubt: eight noisy runs tell no more. */
export const bestPrice = (world: Synthetic): number =>
  Math.min(
    ...Array.from({ length: sizeOf(world.space) }, (_, i) => settingAt(world.space, i))
      .filter((setting) => keepsFor(world, setting, 2.5))
      .map(world.price),
  );

/** Whether the mean keeps the promise with so many deviations to spare, in all scenarios. */
export const keepsFor = (world: Synthetic, setting: Setting, deviations: number): boolean =>
  Array.from({ length: world.scenarios }, (_, i) => i).every(
    (scenario) => world.excess(setting, scenario) + deviations * world.noise.excess <= 0,
  );

/** Searches until nothing more is asked, or so many evaluations are spent. */
export function searchIn(
  world: Synthetic,
  seed: number,
  budget: number,
): { readonly best: Standing | undefined; readonly search: Search; readonly evaluations: number } {
  const search = new Search({
    space: world.space,
    shape: { scenarios: world.scenarios, exact: [false], costs: 1 },
    seed,
  });
  const rng = createRng(seed ^ 0x5eed);
  let evaluations = 0;
  for (let asked = search.ask(0); asked.length > 0; asked = search.ask(evaluations / budget)) {
    for (const trial of asked.slice(0, budget - evaluations)) search.tell(trial, answer(world, trial, rng));
    evaluations = Math.min(budget, evaluations + asked.length);
    if (evaluations >= budget) break;
  }
  return { best: search.best(), search, evaluations };
}
