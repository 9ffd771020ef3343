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
    'Delivered share of the expected pairs within a side, for updates accepted during the partition.',
  ],
  [
    'recovery.reachDuringFault.acrossSides',
    'reach across the sides',
    'fraction',
    'lower',
    orText(percent),
    'Delivered share of the pairs across the sides during the partition; must be 0, or the partition leaked.',
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
    'most updates missing',
    'updates',
    'lower',
    plain,
    'Largest number of accepted updates that a live node lacked at one time since the first fault.',
  ],
  [
    'recovery.staleness.maxAgeMs',
    'oldest update missing',
    'ms',
    'lower',
    latency,
    'Greatest age of an update that a live node lacked since the first fault.',
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
    'Number of times that any node marked a live, connected node failed.',
  ],
  [
    'detection.falsePositivesAtHealthy',
    'false positives at healthy nodes',
    'events',
    'lower',
    plain,
    'False positives at nodes that no fault slowed down or paused (FP⁻ of Dadgar 2017).',
  ],
];

export const correctnessRows: readonly Row[] = [
  [
    'invariants.lostUpdates.fromLiveOrigin',
    'lost updates',
    'updates',
    'lower',
    plain,
    'Accepted updates of live origins that some live node never received; must be 0.',
  ],
  [
    'invariants.lostUpdates.fromCrashedOrigin',
    'lost of an origin that went down',
    'updates',
    'lower',
    plain,
    'Accepted updates of an origin that went down, which some node could have passed on, missing at the end; must be 0.',
  ],
  [
    'invariants.lostUpdates.heldByNobodyAlive',
    'held by nobody alive',
    'updates',
    'lower',
    plain,
    'Accepted updates whose every holder was down at once: no protocol can bring them back.',
  ],
  [
    'invariants.phantomUpdates',
    'phantom updates',
    'updates',
    'lower',
    plain,
    'Updates on a node that no client wrote; must be 0.',
  ],
  [
    'invariants.versionRegressions',
    'version regressions',
    'times',
    'lower',
    plain,
    'Number of times that an older write replaced a newer one on a node; must be 0.',
  ],
];
