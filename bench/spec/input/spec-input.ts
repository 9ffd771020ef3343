import { z } from 'zod';
import { parameterValueSchema } from '../../../nodes/contract/lines/messages.js';
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

const useField = z.string().min(1).max(4_096);
const parametersField = z.record(z.string(), parameterValueSchema).optional();

/** So many nodes of one implementation. */
const nodeGroupInput = z.strictObject({
  use: useField.describe(
    'A shipped adapter such as memberlist or memberlist@0.6, or a path, as in node.use.',
  ),
  count: cluster.implementations.unwrap().element.shape.count.describe('How many nodes of it.'),
  parameters: parametersField.describe('Its parameters by its own names, as in node.parameters.'),
});

const leastNodes = cluster.nodes.minValue ?? 0;
const nodeGroupsInput = z
  .array(nodeGroupInput)
  .min(1)
  .max(100)
  .refine((groups) => groups.reduce((sum, { count }) => sum + count, 0) >= leastNodes, {
    error: `expected at least ${leastNodes} nodes in all`,
  });

const clusterInput = z.strictObject({
  nodes: z
    .union([cluster.nodes, nodeGroupsInput], {
      // Of a list the second form is meant; of anything else the first.
      error: ({ input, errors }) =>
        (errors as z.core.$ZodIssue[][] | undefined)?.[Array.isArray(input) ? 1 : 0]?.[0]?.message,
    })
    .default(10)
    .describe(
      'Number of nodes. The number of links grows with its square: 50 nodes have 2,450. In a file also a list, for a mixed cluster: [{ use: memberlist@0.6, count: 3 }, { use: memberlist, count: 2 }]; nodes are numbered in its order.',
    ),
  links: cluster.links
    .default('proxy')
    .describe(
      'proxy: a Toxiproxy proxy for every ordered pair of nodes. transparent: the same proxies, but nodes dial the own addresses of their peers, and rules in their network namespaces lead that over the links: for unmodified programs, in docker alone. direct: no proxies, so no link faults; compare with it to see what the proxies cost.',
    ),
  latency: quantityField(
    linkDelay,
    quality.latencyMs,
    0,
    'One-way delay added to every link, in each direction.',
  ),
  jitter: quantityField(
    linkDelay,
    quality.jitterMs,
    0,
    'Variation of the delay: uniform in latency ± jitter.',
  ),
  loss: quantityField(
    share,
    quality.loss,
    0,
    'Probability that a message is lost (one direction of one connection). Background repair delivers the update later.',
  ),
  bandwidth: quantityField(
    bandwidth,
    quality.rateKBps,
    0,
    'Rate limit of each connection and direction (1 KB is 1,000 bytes); 0: no limit.',
  ),
  memory: quantityField(
    memory,
    cluster.memoryMiB,
    128,
    'Memory limit of one node (docker runtime). A node that needs more is killed.',
  ),
  cpus: cluster.cpus.default(0).describe('CPU limit of one node in cores (docker runtime); 0: no limit.'),
  basePort: cluster.basePort
    .default(0)
    .describe('First port of the block that the process runtime uses; 0 finds a free block.'),
});

const phasesInput = z.strictObject({
  warmUp: quantityField(
    duration,
    phases.warmUpMs,
    60_000,
    'Time limit of the warm-up, which ends as soon as every node knows every other.',
  ),
  rampUp: quantityField(
    duration,
    phases.rampUpMs,
    0,
    'Time over which the steady load grows from zero to its rate before measuring, so that cold compilers, caches and connections do not affect the figures; 0: no ramp-up.',
  ),
  duration: quantityField(duration, phases.durationMs, 10_000, 'Length of the steady phase.'),
  idle: quantityField(
    duration,
    phases.idleMs,
    5_000,
    'Length of the idle window: no updates are written, and the idle cost is measured; 0 skips it.',
  ),
  deadline: quantityField(
    duration,
    phases.deadlineMs,
    10_000,
    'An update that arrives later than this after its write counts as undelivered.',
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
        'Name of the experiment, part of the run folder’s name: lower-case letters, digits and dashes.',
      ),
    runtime: own.runtime
      .default('auto')
      .describe(
        'auto: docker if a container engine answers, else process. sim: the same protocol code in one process and virtual time; one seed gives the same run on every machine. Above 1,000 nodes, sim leaves out failure detection, steady load and idle window unless you set them.',
      ),
    seed: own.seed
      .optional()
      .meta({ examples: [42] })
      .describe(
        'Seed of every random choice of harness and nodes. Default: a random seed, printed with the result.',
      ),
    repeat: own.repeat
      .default(1)
      .describe('Number of runs, each with its own folder and a seed derived from the first.'),
    node: z
      .strictObject({
        use: useField
          .default('reference')
          .describe(
            'Implementation that the nodes run: reference, a shipped adapter such as memberlist or memberlist@0.6, or the path of an executable or of a gossip-node.yaml. `gossip-bench node list` names them.',
          ),
        parameters: parametersField
          .meta({ examples: [{ gossipNodes: 4 }] })
          .describe(
            'Parameters of that implementation by its own names; `gossip-bench node list` shows them. fanout, interval and other standard names are set in protocol.',
          ),
      })
      .optional()
      .describe('Whose nodes are measured. Default: the reference.'),
    cluster: clusterInput.prefault({}).describe('The nodes and the links between them.'),
    protocol: protocolInputSchema.prefault({}).describe('Parameters of the gossip protocol on every node.'),
    workload: workloadInputSchema.prefault({}).describe('The updates that clients write.'),
    phases: phasesInput.prefault({}).describe('Lengths and time limits of the phases of a run.'),
    thresholds: own.thresholds
      .default([])
      .describe(
        'Condition for the verdict pass, such as `fullDisseminationMs.p99<500`; bench/METRICS.md lists the figures.',
      ),
    onAnomaly: own.onAnomaly.describe(
      'What to do when a node is reported failed and no fault explains it. ignore: count a false positive. end: end the run as failed. rollback: heal all faults and go on with the recovery. retry: start the run again.',
    ),
    chaos: z
      .record(z.string(), z.unknown())
      .optional()
      .meta({ examples: [chaosExample] })
      .describe(
        'Faults by time and target, injected after the steady phase while the load continues. `gossip-bench chaos show` draws the timeline; chaos/scenarios/README.md explains every field. Default: no faults.',
      ),
    sim: simInputSchema
      .optional()
      .describe(
        'Links and nodes of a simulation, only for runtime sim. nodes/runtime/sim/README.md explains every field. Default: a message takes 0.5ms and is never lost, and nodes need no time.',
      ),
  })
  .describe('One experiment of gossip-bench.');

/** What a user writes. */
export type SpecInput = z.input<typeof specInputSchema>;
/** With units converted and defaults filled in, still in the user's field names. */
export type ParsedSpecInput = z.output<typeof specInputSchema>;
