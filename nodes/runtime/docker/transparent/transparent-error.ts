import { CodedError } from '../../../coded-error.js';

/** Transparent links cannot be made on this engine; `why` is what the tool or the engine said. */
export const cannotRedirect = (why: string, cause?: unknown): CodedError =>
  new CodedError('TRANSPARENT_LINKS_UNAVAILABLE', `transparent links cannot be made: ${why}`, {
    remedy:
      'Run `gossip-bench doctor`, which tries them: the engine must be rootful and on this machine, its kernel have nf_nat and xt_conntrack, and iptables be installed.',
    cause,
  });
