import type { NodeId, Rng } from '../../nodes/protocol/types.js';
import { churnAbsences } from '../faults/churn.js';
import type { ScheduledFault, StepFault } from '../faults/fault.js';
import { presetQualities } from '../faults/latency-regions.js';
import { LinkSet } from '../links/link-set.js';
import { divide, separates } from '../partitions/shapes.js';
import { type ChaosStep, stepName } from '../spec/chaos-spec.js';
import { rngFor } from '../targets/step-rng.js';
import { parseTargets, selectLinks, selectNodes, type TargetScope } from '../targets/targets.js';

/** What a fault does to whom. */
export interface Effect {
  readonly fault: ScheduledFault;
  /** The nodes it acts on; of a link fault, those that its targets name. */
  readonly nodes: readonly NodeId[];
  /** The links it acts on; none of a fault that acts on nodes. */
  readonly links: LinkSet;
  /** Of a partition. */
  readonly sides: readonly (readonly NodeId[])[];
  /** True where no path is left between the sides: while it holds, no update may cross. */
  readonly separated: boolean;
}

/** One time that a fault is on: from `startMs` to `endMs` of the chaos window. */
export interface Occurrence extends Effect {
  readonly stepIndex: number;
  readonly stepName: string;
  readonly startMs: number;
  readonly endMs: number;
}

export interface ExpansionScope extends TargetScope {
  readonly seed: number;
  readonly windowMs: number;
}

interface TimedEffect extends Effect {
  readonly startMs: number;
  readonly endMs: number;
}

/** Every time that the step's fault is on, in order; each repetition draws anew. */
export function occurrencesOf(step: ChaosStep, stepIndex: number, scope: ExpansionScope): Occurrence[] {
  const name = stepName(step, stepIndex);
  return startsOf(step, scope.windowMs).flatMap((startMs, turn) => {
    const endMs = Math.min(scope.windowMs, startMs + (step.forMs ?? Number.POSITIVE_INFINITY));
    const rng = rngFor(scope.seed, 'step', name, turn);
    return effectsOf(step, { startMs, endMs }, scope, rng, turn)
      .flatMap((effect) => flaps(effect, step.flapping))
      .map((effect) => ({ ...effect, stepIndex, stepName: name }));
  });
}

function startsOf({ atMs, everyMs, untilMs }: ChaosStep, windowMs: number): number[] {
  if (everyMs === undefined) return [atMs];
  const lastMs = Math.min(windowMs, untilMs ?? windowMs);
  return Array.from({ length: Math.ceil((lastMs - atMs) / everyMs) }, (_, turn) => atMs + turn * everyMs);
}

/** The parts of an effect's time in which it is on. */
function flaps(effect: TimedEffect, flapping: ChaosStep['flapping']): TimedEffect[] {
  if (!flapping) return [effect];
  const { periodMs, duty } = flapping;
  const turns = Math.ceil((effect.endMs - effect.startMs) / periodMs);
  return Array.from({ length: turns }, (_, turn) => {
    const startMs = effect.startMs + turn * periodMs;
    return { ...effect, startMs, endMs: Math.min(effect.endMs, startMs + duty * periodMs) };
  });
}

function effectsOf(
  { fault, targets: written }: ChaosStep,
  span: { readonly startMs: number; readonly endMs: number },
  scope: ExpansionScope,
  rng: Rng,
  turn: number,
): TimedEffect[] {
  const targets = parseTargets(written);
  if (typeof targets === 'string') return [];
  const plain = { ...span, nodes: [], links: LinkSet.none, sides: [], separated: false };
  if (targets.kind === 'links') {
    const links = selectLinks(targets.pairs, scope, rng, turn);
    return [{ ...plain, fault: fault as ScheduledFault, links }];
  }
  const nodes = selectNodes(targets.selectors, scope, rng, turn);
  if (fault.kind !== 'churn') {
    return nodeTargetEffects(fault, nodes, scope, rng).map((effect) => ({ ...plain, nodes, ...effect }));
  }
  const away: ScheduledFault = { kind: fault.graceful ? 'stop' : 'kill' };
  return churnAbsences(fault, nodes, span.endMs - span.startMs, rng).map(({ node, startMs, endMs }) => ({
    ...plain,
    fault: away,
    nodes: [node],
    startMs: span.startMs + startMs,
    endMs: span.startMs + endMs,
  }));
}

function nodeTargetEffects(
  fault: Exclude<StepFault, { kind: 'churn' }>,
  nodes: readonly NodeId[],
  scope: TargetScope,
  rng: Rng,
): (Partial<Effect> & { readonly fault: ScheduledFault })[] {
  switch (fault.kind) {
    case 'partition': {
      if (fault.shape.kind === 'links') return [];
      const { sides, cut } = divide(fault.shape, nodes, rng);
      const separated = separates(fault.shape) && nodes.length === scope.nodes.length;
      return [{ fault, links: cut, sides, separated }];
    }
    case 'latencyPreset':
      return presetQualities(fault.preset, nodes, fault.regions).map(({ quality, links }) => ({
        fault: quality,
        links,
      }));
    case 'linkQuality':
    case 'slowClose':
    case 'reset':
    case 'slicer':
    case 'limitData':
    case 'datagrams':
      return [{ fault, links: LinkSet.touching(nodes, scope.nodes) }];
    default:
      return [{ fault }];
  }
}
