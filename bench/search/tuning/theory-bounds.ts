import type { Mode } from '../../../nodes/protocol/node/config.js';
import type { Spec } from '../../spec/spec.js';
import { effectiveFanout } from '../../theory/rounds.js';
import { theoryOf } from '../../theory/theory-of.js';
import { reservedLimit, type Slo } from './excess.js';

/** How many nodes an informed one informs in a round, at most on the mean: by its own contacts, and where nodes also ask, by theirs. */
const contactsPerFanout: Readonly<Record<Mode, number>> = {
  push: 1,
  pull: 1,
  'push-pull': 2,
  'anti-entropy': 2,
};

/**
 * Rounds are counted as if all nodes began them together; a node that is told in the middle of one tells others in the same. That halves
 * the time of the exponential growth, at the most.
 */
const overlap = 0.5;

/**
 * Whether theory rules out that a spec keeps a promise, so that nothing need be simulated. Of full dissemination: the exponential growth alone,
 * log n / log(1 + c f) rounds (Karp et al. 2000, section 2), halved, without the last nodes, which take as long again. Of detection: nobody is
 * failed before the shortest suspicion is over (Dadgar 2018, section IV-B).
 */
export function isRuledOut(spec: Spec, slos: readonly Slo[]): boolean {
  const bounds = leastMs(spec);
  return slos.some((slo) => {
    const { path, operator } = slo.threshold;
    const bound = Object.entries(bounds).find(([prefix]) => path.name.startsWith(prefix))?.[1];
    return (
      bound !== undefined && operator.startsWith('<') && path.kind === 'time' && bound > reservedLimit(slo)
    );
  });
}

function leastMs(spec: Spec): Readonly<Record<string, number>> {
  const { nodes, quality } = spec.cluster;
  const { mode, fanout, intervalMs, intervalJitter } = spec.protocol;
  const contacts =
    contactsPerFanout[mode] * effectiveFanout({ nodes, fanout, loss: quality.loss, failed: 0 });
  const rounds = overlap * (Math.log(nodes) / Math.log(1 + contacts));
  const suspicionMs = theoryOf(spec).detection?.suspicionMs.min ?? 0;
  return {
    'fullDisseminationMs.': rounds * intervalMs * (1 - intervalJitter),
    'detection.firstDetectionMs.': suspicionMs,
    'detection.fullDetectionMs.': suspicionMs,
  };
}
