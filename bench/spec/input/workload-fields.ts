import { z } from 'zod';
import { type Workload, workloadSchema } from '../../workload/workload.js';
import { quantityFieldOf } from './field.js';
import { duration, rate, share, size } from './quantity-kinds.js';

const own = workloadSchema.shape;

/** What a user writes of the workload: the resolved fields, with units in the values instead of the names. */
export const workloadInputSchema = z.strictObject({
  updates: own.updates,
  rate: quantityFieldOf(rate, own.ratePerSecond),
  generator: own.generator,
  arrivals: own.arrivals,
  burstEvery: quantityFieldOf(duration, own.burstEveryMs),
  rampFrom: quantityFieldOf(rate, own.rampFromPerSecond),
  writer: own.writer,
  keys: own.keys,
  keyCount: own.keyCount,
  zipfExponent: own.zipfExponent,
  payload: quantityFieldOf(size, own.payloadBytes),
  payloadSizes: own.payloadSizes,
  payloadSpread: own.payloadSpread,
  deletions: quantityFieldOf(share, own.deletions),
});

type WorkloadInput = z.output<typeof workloadInputSchema>;

export function workloadFromInput(input: WorkloadInput): Workload {
  const { rate, burstEvery, rampFrom, payload, ...rest } = input;
  return {
    ...rest,
    ratePerSecond: rate,
    burstEveryMs: burstEvery,
    rampFromPerSecond: rampFrom,
    payloadBytes: payload,
  };
}

export function workloadToInput(workload: Workload): WorkloadInput {
  const { ratePerSecond, burstEveryMs, rampFromPerSecond, payloadBytes, ...rest } = workload;
  return {
    ...rest,
    rate: ratePerSecond,
    burstEvery: burstEveryMs,
    rampFrom: rampFromPerSecond,
    payload: payloadBytes,
  };
}
