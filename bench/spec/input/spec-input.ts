import { z } from 'zod';
import { specSchema } from '../spec.js';
import { quantityField } from './field.js';
import { protocolInputSchema } from './protocol-fields.js';
import { bandwidth, duration, linkDelay, memory, share } from './quantity-kinds.js';
import { simInputSchema } from './sim-fields.js';
import { workloadInputSchema } from './workload-fields.js';

/**
 * What a user writes: YAML in which every field may be left out, with units on durations, sizes, rates and shares. The
 * descriptions are the user documentation: `init`, `spec schema` and the flags' help are made of them. It resolves to
 * the Spec of spec.ts.
 */
const own = specSchema.shape;
const cluster = own.cluster.shape;
const quality = cluster.quality.shape;
const phases = own.phases.shape;

const clusterInput = z.strictObject({
  nodes: cluster.nodes
    .default(10)
    .describe('Number of nodes. Links grow with its square: 50 nodes have 2,450.'),
  links: cluster.links
    .default('proxy')
    .describe(
      'proxy: a Toxiproxy proxy on every ordered pair of nodes. direct: none, so no faults; the baseline that shows what the proxies cost.',
    ),
  latency: quantityField(
    linkDelay,
    quality.latencyMs,
    0,
    'One-way delay added to every link, in each direction.',
  ),
  jitter: quantityField(linkDelay, quality.jitterMs, 0, 'The delay is uniform in latency ± jitter.'),
  loss: quantityField(
    share,
    quality.loss,
    0,
    'Probability that a message is lost (one direction of one connection). Background repair brings it later.',
  ),
  bandwidth: quantityField(
    bandwidth,
    quality.rateKBps,
    0,
    'Rate limit of each connection and direction (1 KB is 1,000 bytes); 0: none.',
  ),
  memory: quantityField(
    memory,
    cluster.memoryMiB,
    128,
    'Memory limit of one node (docker runtime). Less than a node needs ends it.',
  ),
  cpus: cluster.cpus.default(0).describe('CPU limit of one node in cores (docker runtime); 0: none.'),
  basePort: cluster.basePort
    .default(0)
    .describe('First port of the block that the process runtime uses; 0: a free block is searched.'),
});

const phasesInput = z.strictObject({
  warmUp: quantityField(
    duration,
    phases.warmUpMs,
    60_000,
    'Time limit for every node to know every node; it ends earlier when they do.',
  ),
  rampUp: quantityField(
    duration,
    phases.rampUpMs,
    0,
    'So long the steady load grows from nothing to its rate before anything is measured, that cold nodes (compilers, caches, connections) are no figure’s; 0: not at all.',
  ),
  duration: quantityField(duration, phases.durationMs, 10_000, 'Length of the steady phase.'),
  idle: quantityField(
    duration,
    phases.idleMs,
    5_000,
    'Length of the window without updates, in which the idle cost is measured; 0: none.',
  ),
  deadline: quantityField(
    duration,
    phases.deadlineMs,
    10_000,
    'An update that has not arrived so long after its write counts as undelivered.',
  ),
});

/** As a user would write it. */
const chaosExample = {
  window: '10s',
  steps: [{ at: '1s', for: '8s', fault: { kind: 'partition', shape: 'halves' } }],
  expectations: ['recovery.convergenceAfterHealMs<5s'],
};

export const specInputSchema = z
  .strictObject({
    name: own.name
      .default('default')
      .describe(
        'Name of the experiment: lower-case letters, digits and dashes. Part of the run folder’s name.',
      ),
    runtime: own.runtime
      .default('auto')
      .describe(
        'auto: docker where an engine answers, else process. sim: no processes; the same protocol code in virtual time, the same on every machine for the same seed; of more than 1,000 nodes without failure detection, steady load and idle window, where those are not asked for.',
      ),
    seed: own.seed
      .optional()
      .meta({ examples: [42] })
      .describe(
        'Seed of every random choice of harness and nodes. Left out: drawn, and printed with the result.',
      ),
    repeat: own.repeat
      .default(1)
      .describe('So many runs, each with its own folder and a seed derived from the first.'),
    cluster: clusterInput.prefault({}).describe('The nodes and the links between them.'),
    protocol: protocolInputSchema.prefault({}).describe('Parameters of the gossip protocol on every node.'),
    workload: workloadInputSchema.prefault({}).describe('What is written.'),
    phases: phasesInput.prefault({}).describe('How long each part of the run takes.'),
    thresholds: own.thresholds
      .default([])
      .describe(
        'What must hold for the verdict pass, as in `fullDisseminationMs.p99<500`; names are those of result.json’s metrics.',
      ),
    onAnomaly: own.onAnomaly.describe(
      'When a node is reported failed and no fault explains it. ignore: count it as a false positive. end: end the run as failed. rollback: heal all faults and go on with the recovery. retry: run once more from the start.',
    ),
    chaos: z
      .record(z.string(), z.unknown())
      .optional()
      .meta({ examples: [chaosExample] })
      .describe(
        'What goes wrong: faults by time and target, after the steady phase, while the load goes on. `gossip-bench chaos show` draws it; chaos/scenarios/README.md explains every field. Left out: nothing goes wrong.',
      ),
    sim: simInputSchema
      .optional()
      .describe(
        'Links and nodes of a simulation, beyond what real clusters can be given: for runtime sim alone. nodes/runtime/sim/README.md explains every field. Left out: a message takes 0.5ms and is never lost, and nodes take no time.',
      ),
  })
  .describe('One experiment of gossip-bench.');

/** What a user writes. */
export type SpecInput = z.input<typeof specInputSchema>;
/** With units converted and defaults filled in, still in the user's field names. */
export type ParsedSpecInput = z.output<typeof specInputSchema>;
