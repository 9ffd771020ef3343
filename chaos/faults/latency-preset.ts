import { z } from 'zod';
import { latencyPresets, regionNames } from './latency-regions.js';

/** The links among the targets get the delays of a named network; with `regions`, the targets are dealt to regions. */
export const latencyPresetSchema = z.strictObject({
  kind: z.literal('latencyPreset'),
  preset: z.enum(latencyPresets),
  /** Only with the preset `regions`: which ones. */
  regions: z
    .array(z.enum(regionNames))
    .min(1)
    .default([...regionNames]),
});
