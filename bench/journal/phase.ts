/** The phases of a run, in order. */
export const phases = [
  'up',
  'warmUp',
  'rampUp',
  'spread',
  'steady',
  'fault',
  'recovery',
  'drain',
  'idle',
  'down',
] as const;
export type Phase = (typeof phases)[number];
