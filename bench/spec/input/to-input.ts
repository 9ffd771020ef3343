import { z } from 'zod';
import { isReference } from '../implementations.js';
import type { Spec } from '../spec.js';
import { protocolToInput } from './protocol-fields.js';
import { type SpecInput, specInputSchema } from './spec-input.js';
import { workloadToInput } from './workload-fields.js';

/** The resolved spec in the form that a user writes; it resolves to the same spec again. */
export function toSpecInput(spec: Spec): SpecInput {
  const { cluster, protocol, workload, phases, ...rest } = spec;
  const { quality, memoryMiB, implementations, ...ofCluster } = cluster;
  const input = z.encode(specInputSchema, {
    ...rest,
    cluster: {
      ...ofCluster,
      nodes: implementations ?? cluster.nodes,
      latency: quality.latencyMs,
      jitter: quality.jitterMs,
      loss: quality.loss,
      bandwidth: quality.rateKBps,
      memory: memoryMiB,
    },
    protocol: protocolToInput(protocol),
    workload: workloadToInput(workload),
    phases: {
      warmUp: phases.warmUpMs,
      rampUp: phases.rampUpMs,
      duration: phases.durationMs,
      idle: phases.idleMs,
      deadline: phases.deadlineMs,
    },
  });
  if (isReference(spec)) return input;
  // Parameters of the reference are nothing to a node of others.
  const { protocol: _ofReference, ...others } = input;
  return others;
}
