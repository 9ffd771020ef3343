import {
  type Regions,
  regionLatencyMs,
  regionOfNodes,
} from '../../../nodes/runtime/sim/network/links/regions.js';
import type { Simulation } from '../../../nodes/runtime/sim/simulation.js';
import type { Spec } from '../spec.js';
import type { Contradiction } from './contradiction.js';
import { formatQuantity } from './quantity.js';
import { duration, share } from './quantity-kinds.js';

/** What the section of a simulation contradicts, in itself and elsewhere. */
export function* simContradictions({ sim, runtime, cluster, protocol }: Spec): Generator<Contradiction> {
  if (sim === undefined) return;
  if (runtime !== 'sim') {
    yield {
      fields: ['sim'],
      text: `only runtime sim supports this, and the runtime is ${runtime}; use runtime sim, or remove it`,
    };
  }
  if (sim.clock === 'rounds' && protocol.intervalJitter > 0) {
    yield {
      fields: ['protocol.intervalJitter', 'sim.clock'],
      text: `an interval jitter of ${formatQuantity(share, protocol.intervalJitter)} lets rounds drift apart, and sim.clock rounds keeps them in step: remove it`,
    };
  }
  yield* timeContradictions(sim.links.latency, 'sim.links.latency');
  if (sim.processing) yield* timeContradictions(sim.processing, 'sim.processing');
  if (sim.regions) yield* regionContradictions(sim.regions, cluster.nodes);
}

function* timeContradictions(time: Simulation['links']['latency'], field: string): Generator<Contradiction> {
  if (time.distribution !== 'uniform' || time.minMs <= time.maxMs) return;
  yield {
    fields: [`${field}.min`],
    text: `a shortest time of ${formatQuantity(duration, time.minMs)} exceeds the longest of ${formatQuantity(duration, time.maxMs)}`,
  };
}

function* regionContradictions(regions: Regions, nodes: number): Generator<Contradiction> {
  const { names, shares, latencyMs } = regions;
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) yield { fields: ['sim.regions.names'], text: `${twice} is named twice` };
  const others = Object.entries(latencyMs).flatMap(([from, to]) => [from, ...Object.keys(to)]);
  const stranger = others.find((name) => !names.includes(name));
  if (stranger !== undefined) {
    yield {
      fields: ['sim.regions.latency'],
      text: `unknown region ${stranger}; the regions are ${names.join(', ')}`,
    };
  }
  yield* missingLatencies(regions);
  const sum = shares?.reduce((total, one) => total + one, 0) ?? 1;
  if (shares && shares.length !== names.length) {
    yield {
      fields: ['sim.regions.shares'],
      text: `${shares.length} shares for ${names.length} regions: give one for each`,
    };
  } else if (Math.abs(sum - 1) > 1e-6) {
    yield {
      fields: ['sim.regions.shares'],
      text: `the shares add up to ${formatQuantity(share, sum)}: they must add up to 100%`,
    };
  } else yield* emptyRegions(regions, nodes);
}

function* missingLatencies(regions: Regions): Generator<Contradiction> {
  const { names } = regions;
  const pairs = names.flatMap((from, index) => names.slice(index + 1).map((to) => [from, to] as const));
  const missing = pairs.filter(([from, to]) => regionLatencyMs(regions, from, to) === undefined);
  if (missing.length === 0) return;
  const list = missing.map(([from, to]) => `${from} and ${to}`).join(', ');
  yield { fields: ['sim.regions.latency'], text: `there is no latency between ${list}` };
}

function* emptyRegions(regions: Regions, nodes: number): Generator<Contradiction> {
  const inhabited = new Set(regionOfNodes(regions, nodes));
  const empty = regions.names.find((_, region) => !inhabited.has(region));
  if (empty === undefined) return;
  yield {
    fields: ['sim.regions.shares', 'sim.regions.names'],
    text: `none of the ${nodes} nodes is in region ${empty}`,
  };
}
