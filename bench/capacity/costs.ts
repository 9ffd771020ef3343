import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { packageRoot } from '../../nodes/package-root.js';

/**
 * What a node costs a machine with all that belongs to it: its process, its proxied links, and the harness that reads it. CPU time, ms a second.
 * Linear in what it does: idle, plus so much an exchange, plus so much an update.
 */
const costSchema = z.strictObject({
  /** A node that gossips about nothing: timers, failure detection, being read. */
  idleMsPerSecond: z.number().min(0),
  /** Each exchange that it begins, with the answer of the other side. */
  perExchangeMs: z.number().min(0),
  /** Each update that it comes to hold. */
  perReceiptMs: z.number().min(0),
});
export type NodeCost = z.output<typeof costSchema>;

const keptSchema = z.strictObject({
  /** What the fixed piece of work took where they were measured, ms (machine-speed.ts). */
  machineMs: z.number().positive(),
  /** By implementation, and of the reference by transport: `reference udp`. */
  costs: z.record(z.string(), costSchema),
});
export type KeptCosts = z.output<typeof keptSchema>;

const path = join(packageRoot(), 'bench/capacity/costs.json');

/** As `npm run bench cost-keep` measured them last. */
export const keptCosts = (): KeptCosts => keptSchema.parse(JSON.parse(readFileSync(path, 'utf8')));

export function keepCosts(costs: KeptCosts): void {
  writeFileSync(path, `${JSON.stringify(costs, null, 2)}\n`);
}
