import { faultScopes } from '../faults/fault.js';
import { minNodes } from '../partitions/shapes.js';
import { type ExpansionScope, occurrencesOf } from '../schedule/occurrences.js';
import { nodeOfName } from '../targets/node-name.js';
import type { Selector } from '../targets/selector.js';
import { rngFor } from '../targets/step-rng.js';
import { noSuchNode, targetProblems } from '../targets/target-problems.js';
import { parseTargets, selectNodes } from '../targets/targets.js';
import type { ChaosStep } from './chaos-spec.js';
import type { Problem } from './problem.js';

type Found = readonly [field: readonly (string | number)[], text: string];

/** What is wrong with one step by itself. */
export function stepProblems(step: ChaosStep, index: number, scope: ExpansionScope): Problem[] {
  const targets = wrongTargets(step, scope);
  const found = [
    ...wrongTimes(step, scope.windowMs),
    ...targets,
    ...wrongParameters(step),
    ...(targets.length > 0 ? [] : wrongShape(step, scope)),
  ];
  const effectless = found.length > 0 ? [] : withoutEffect(step, index, scope);
  return [...found, ...effectless].map(([field, text]) => ({ path: ['steps', index, ...field], text }));
}

/** True where the nodes meant are not the same each time. */
const isDrawn = (selector: Selector): boolean => 'of' in selector;

function* wrongTimes(step: ChaosStep, windowMs: number): Generator<Found> {
  const { atMs, forMs, everyMs, untilMs, flapping } = step;
  if (atMs >= windowMs) {
    yield [
      ['atMs'],
      `the step starts at ${atMs} ms, not before the end of the chaos window at ${windowMs} ms`,
    ];
  } else if (forMs !== undefined && atMs + forMs > windowMs) {
    yield [
      ['forMs'],
      `the step ends at ${atMs + forMs} ms, after the end of the chaos window at ${windowMs} ms`,
    ];
  }
  if (everyMs !== undefined && forMs === undefined) {
    yield [['everyMs'], 'every needs for: a repeated step needs a duration'];
  }
  if (untilMs !== undefined && everyMs === undefined) {
    yield [['untilMs'], 'until needs every: it ends the repetitions of a step'];
  }
  if (untilMs !== undefined && (untilMs <= atMs || untilMs > windowMs)) {
    yield [['untilMs'], `expected a time after the step's start and within the window, got ${untilMs} ms`];
  }
  if (flapping && flapping.periodMs >= (forMs ?? windowMs - atMs)) {
    yield [['flapping', 'periodMs'], 'the step ends before the first flapping period'];
  }
}

function wrongTargets({ targets, fault }: ChaosStep, scope: ExpansionScope): Found[] {
  const texts = typeof targets === 'string' ? [targets] : targets;
  const place = (index: number) => (typeof targets === 'string' ? ['targets'] : ['targets', index]);
  const each = texts.flatMap((text, index) =>
    targetProblems(text, scope).map((problem): Found => [place(index), problem]),
  );
  if (each.length > 0) return each;
  const parsed = parseTargets(targets);
  if (typeof parsed === 'string') return [[['targets'], parsed]];
  const byLinks = fault.kind === 'partition' && fault.shape.kind === 'links';
  if (parsed.kind === 'nodes') {
    return byLinks ? [[['targets'], 'the shape links needs links as targets, such as left -> right']] : [];
  }
  if (byLinks || faultScopes[fault.kind] === 'touching') return [];
  const wanted = fault.kind === 'partition' ? `the shape ${fault.shape.kind}` : `the fault ${fault.kind}`;
  return [[['targets'], `${wanted} needs nodes as targets, not links`]];
}

function* wrongParameters({ fault }: ChaosStep): Generator<Found> {
  if (fault.kind !== 'linkQuality') return;
  const { latencyMs, jitterMs, loss, rateKBps } = fault;
  if (jitterMs > latencyMs) {
    const text = `a jitter of ${jitterMs} ms exceeds the latency of ${latencyMs} ms: a delay cannot be negative`;
    yield [['fault', 'jitterMs'], text];
  } else if (latencyMs + loss + rateKBps === 0) {
    yield [['fault'], 'the fault changes nothing: set a latency, a loss or a bandwidth'];
  }
}

/** Only with targets that exist. */
function* wrongShape({ fault, targets }: ChaosStep, scope: ExpansionScope): Generator<Found> {
  if (fault.kind !== 'partition' || fault.shape.kind === 'links') return;
  const { shape } = fault;
  const parsed = parseTargets(targets);
  if (typeof parsed === 'string' || parsed.kind === 'links') return;
  const pool = selectNodes(parsed.selectors, scope, rngFor(scope.seed));
  if (pool.length < minNodes(shape)) {
    yield [['fault', 'shape'], `the shape ${shape.kind} needs ${minNodes(shape)} nodes, got ${pool.length}`];
  }
  const named = 'node' in shape && shape.node !== undefined ? nodeOfName(shape.node) : undefined;
  if (named === undefined) return;
  if (!scope.nodes.includes(named)) yield [['fault', 'shape', 'node'], noSuchNode(named, scope.nodes)];
  else if (!parsed.selectors.some(isDrawn) && !pool.includes(named)) {
    yield [['fault', 'shape', 'node'], `the node n${named} is not among the step's targets`];
  }
}

function withoutEffect(step: ChaosStep, index: number, scope: ExpansionScope): Found[] {
  if (step.fault.kind === 'churn') return [];
  const onNodes = faultScopes[step.fault.kind] === 'nodes';
  const acts = occurrencesOf(step, index, scope).some(
    ({ nodes, links }) => (onNodes ? nodes : links).length > 0,
  );
  return acts ? [] : [[['targets'], 'the fault has no effect: no link joins the targets']];
}
