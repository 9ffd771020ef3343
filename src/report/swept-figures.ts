/** What a sweep shows of each cell, by the paths of the catalog. */
export const sweptFigures = [
  'rounds.t50',
  'rounds.last',
  'fullDisseminationMs.p50',
  'fullDisseminationMs.p99',
  'reach',
  'trafficPerUpdatePerNode',
  'wireBytesPerUpdatePerNode',
  'byteOverhead',
  'resources.cpuMsPerSecond.p50',
] as const;
