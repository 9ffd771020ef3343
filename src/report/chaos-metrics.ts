import { latency, percent } from './format.js';
import { orText, plain, type Row } from './metric-row.js';

/** How the cluster fared under its faults, and after them; only of runs with faults. */
export const recoveryRows: readonly Row[] = [
  [
    'recovery.reachDuringFault.withinSides',
    'reach within the sides',
    'fraction',
    'higher',
    orText(percent),
    'Of the updates accepted while the partition held, delivered pairs within a side, of those expected.',
  ],
  [
    'recovery.reachDuringFault.acrossSides',
    'reach across the sides',
    'fraction',
    'lower',
    orText(percent),
    'Delivered pairs across the sides while the partition held; must be 0, or it was no partition.',
  ],
  [
    'recovery.convergenceAfterHealMs',
    'convergence after heal',
    'ms',
    'lower',
    latency,
    'From the last confirmed heal until every live node holds every update accepted before it.',
  ],
  [
    'recovery.propagationRecoveryMs',
    'recovery of propagation',
    'ms',
    'lower',
    latency,
    'From the last confirmed heal until new updates spread as fast as before the faults (p99).',
  ],
  [
    'recovery.staleness.maxUpdates',
    'most updates lacked',
    'updates',
    'lower',
    plain,
    'The most accepted updates that one live node lacked at one moment, from the first fault on.',
  ],
  [
    'recovery.staleness.maxAgeMs',
    'oldest update lacked',
    'ms',
    'lower',
    latency,
    'The greatest age of an update that a live node lacked, from the first fault on.',
  ],
];

export const detectionRows: readonly Row[] = [
  [
    'detection.firstDetectionMs.max',
    'first detection, worst',
    'ms',
    'lower',
    latency,
    'From a crash to the first live node that marks the node failed, over crashes.',
  ],
  [
    'detection.fullDetectionMs.p50',
    'full detection p50',
    'ms',
    'lower',
    latency,
    'From a crash until every live node marks the node failed, over crashes.',
  ],
  [
    'detection.fullDetectionMs.max',
    'full detection, worst',
    'ms',
    'lower',
    latency,
    'From a crash until every live node marks the node failed, over crashes.',
  ],
  [
    'detection.membershipRecoveryMs',
    'membership recovery',
    'ms',
    'lower',
    latency,
    'From the last confirmed heal until every live node sees every live node alive.',
  ],
  [
    'detection.falsePositives',
    'false positives',
    'events',
    'lower',
    plain,
    'A live, connected node marked failed by any node.',
  ],
  [
    'detection.falsePositivesAtHealthy',
    'false positives at healthy nodes',
    'events',
    'lower',
    plain,
    'Those of them at nodes that no fault slowed down or paused (FP⁻ of Dadgar 2017).',
  ],
];

export const correctnessRows: readonly Row[] = [
  [
    'invariants.lostUpdates.fromLiveOrigin',
    'lost updates',
    'updates',
    'lower',
    plain,
    'Accepted updates of live origins that some live node never holds; must be 0.',
  ],
  [
    'invariants.lostUpdates.fromCrashedOrigin',
    'lost with a crashed origin',
    'updates',
    'lower',
    plain,
    'Accepted updates that died with their origin, or went missing after it.',
  ],
  [
    'invariants.phantomUpdates',
    'phantom updates',
    'updates',
    'lower',
    plain,
    'Updates on some node that no client wrote; must be 0.',
  ],
  [
    'invariants.versionRegressions',
    'version regressions',
    'times',
    'lower',
    plain,
    'Times that an older write took a newer one’s place on a node; must be 0.',
  ],
];
