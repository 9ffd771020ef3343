import { z } from 'zod';
import type { Spec } from '../spec.js';
import { protocolToInput } from './protocol-fields.js';
import { type SpecInput, specInputSchema } from './spec-input.js';
import { workloadToInput } from './workload-fields.js';

/** The resolved spec in the form that a user writes; it resolves to the same spec again. */
export function toSpecInput({ cluster, protocol, workload, phases, ...rest }: Spec): SpecInput {
  const { quality, memoryMiB, ...nodes } = cluster;
  const input = z.encode(specInputSchema, {
    ...rest,
    cluster: {
      ...nodes,
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
  if (!input.node) return input;
  // Parameters of the reference are nothing to a node of others.
  const { protocol: _ofReference, ...others } = input;
  return others;
}
