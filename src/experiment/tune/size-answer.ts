import { stringify } from 'yaml';
import type { Exploration } from '../../../bench/search/simulations/explore.js';
import { isMeasured, type Question, valuesOf } from '../../../bench/search/simulations/question.js';
import { landscapeOf } from '../../../bench/search/tuning/landscape.js';
import {
  neighboursOf,
  patchOf,
  type Setting,
  type Space,
  settingOf,
  writtenOf,
} from '../../../bench/search/tuning/space.js';
import { excessOf, type Standing, verdictOf } from '../../../bench/search/tuning/standing.js';
import type { Spec } from '../../../bench/spec/spec.js';
import { environmentNames } from '../../../nodes/contract/environment.js';
import type { TuningPlan } from './plan-tuning.js';
import { settingFigures } from './setting-figures.js';
import type { Neighbour, SizeAnswer } from './tune-result.js';
import { isInDoubt } from './tuning-verdict.js';
import { whyClosest, whyRecommended } from './why.js';

const run = { by: 'measurement', of: 'runs', done: 'run' } as const;
const simulation = { by: 'simulation', of: 'simulations', done: 'simulated' } as const;

/** The answer of a search, in the terms of its question. */
export function sizeAnswer(
  { question, present, settings, contradictory, ruledOut }: TuningPlan,
  { search, evaluations, elapsedMs, spent }: Exploration,
  isInterrupted: boolean,
): SizeAnswer {
  const trial = isMeasured(question) ? run : simulation;
  const standings = search.standings();
  const [best, closest] = [search.best(), search.closest()];
  const now = settingOf(question.space, valuesOf(present));
  const presentStanding = now && search.standing(now);
  const figures = (standing: Standing) => settingFigures(question, standing);
  const neighbours = best ? neighboursFigures(question, best, (setting) => search.standing(setting)) : [];
  const all = standings.map(figures);
  const endedBy = isInterrupted ? 'interruption' : spent >= 1 ? 'budget' : 'answer';
  const landscape =
    (best ?? closest) ? landscapeThrough(question.space, standings, (best ?? closest)!.setting) : undefined;
  return {
    nodes: present.cluster.nodes,
    by: trial.by,
    search: {
      settings,
      contradictory,
      ruledOut,
      tried: standings.length,
      evaluations,
      elapsedMs: Math.round(elapsedMs),
      endedBy,
      of: trial.of,
    },
    ...(best ? recommendation(question, present, best) : {}),
    why: best
      ? whyRecommended(
          question,
          figures(best),
          presentStanding && figures(presentStanding),
          neighbours,
          cheaperThan(best, standings).map(figures),
        )
      : closest
        ? whyClosest(figures(closest), isInDoubt(endedBy, all))
        : [`Nothing was ${trial.done} before the search ended.`],
    ...(!best && closest ? { closest: figures(closest) } : {}),
    ...(presentStanding ? { present: figures(presentStanding) } : {}),
    front: search.front().map(figures),
    neighbours,
    all,
    ...(landscape ? { landscape } : {}),
  };
}

/** Cheaper by the first cost, and not known to break a promise. */
const cheaperThan = (best: Standing, standings: readonly Standing[]): Standing[] =>
  standings.filter(
    (one) =>
      one.prices !== undefined &&
      one.prices[0]!.value < best.prices![0]!.value &&
      verdictOf(one) !== 'broken' &&
      excessOf(one) <= 0,
  );

/** How a setting is put to use. */
export function recommendation(
  question: Question,
  { node, protocol }: Spec,
  standing: Standing,
): Pick<SizeAnswer, 'recommended' | 'spec' | 'environment'> {
  const { space } = question;
  return {
    recommended: settingFigures(question, standing),
    ...(node
      ? { spec: stringify({ node: { use: node.use, parameters: writtenOf(space, standing.setting) } }) }
      : {
          spec: stringify({ protocol: writtenOf(space, standing.setting) }),
          environment: {
            [environmentNames.protocol]: JSON.stringify({ ...protocol, ...patchOf(space, standing.setting) }),
          },
        }),
  };
}

function neighboursFigures(
  question: Question,
  best: Standing,
  standingOf: (setting: Setting) => Standing | undefined,
): Neighbour[] {
  const { space } = question;
  return neighboursOf(space, best.setting).flatMap((setting) => {
    const standing = standingOf(setting);
    if (!standing) return [];
    const differs = setting.findIndex((level, i) => level !== best.setting[i]);
    const { name, levels } = space.parameters[differs]!;
    const [price, basis] = [standing.prices?.[0]?.value, best.prices![0]!.value];
    return [
      {
        ...settingFigures(question, standing),
        parameter: name,
        to: levels[setting[differs]!]!.written,
        ...(price === undefined ? {} : { priceChange: price / basis - 1 }),
      },
    ];
  });
}

/** The plane of fanout and interval, or else of the first two parameters that have an order. */
function landscapeThrough(space: Space, standings: readonly Standing[], through: Setting) {
  const ordered = space.parameters.flatMap(({ isOrdered, levels }, i) =>
    isOrdered && levels.length > 1 ? [i] : [],
  );
  const named = (name: string): number => ordered.find((i) => space.parameters[i]!.name === name) ?? -1;
  const x = named('interval') >= 0 ? named('interval') : ordered[0];
  const y = named('fanout') >= 0 && named('fanout') !== x ? named('fanout') : ordered.find((i) => i !== x);
  return x === undefined || y === undefined ? undefined : landscapeOf(space, standings, through, { x, y });
}
