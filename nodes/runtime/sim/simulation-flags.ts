/**
 * Node's flags for large simulations. Most of what they make dies young, a million nodes take more than the default heap, and a step goes through
 * more small functions, and sees more kinds of messages, than the compiler makes one piece of by default.
 */
export const simulationFlags: readonly string[] = [
  '--max-semi-space-size=64',
  '--max-old-space-size=16384',
  '--max-inlined-bytecode-size-cumulative=2500',
  '--min-inlining-frequency=0.02',
  '--max-valid-polymorphic-map-count=8',
  '--always-sparkplug',
];
