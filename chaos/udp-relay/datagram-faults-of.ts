import type { LinkState } from '../link-control/link-state.js';
import { type DatagramFaults, soundDatagrams } from './model/datagram-faults.js';

/** What the faults of one direction of a link mean for datagrams. */
export function datagramFaultsOf({
  cut,
  latencyMs,
  jitterMs,
  loss,
  rateKBps,
  datagrams,
}: LinkState): DatagramFaults {
  return {
    ...soundDatagrams,
    ...datagrams,
    ...(cut === undefined ? {} : { cut }),
    latencyMs,
    jitterMs,
    loss,
    ...(rateKBps === undefined ? {} : { rateKBps }),
  };
}

/** What of a link's faults acts on connections alone, in words; a datagram has none. */
export function unfeltByDatagrams({ slowCloseMs, reset, slicer, limitBytes }: LinkState): string[] {
  return [
    ...(slowCloseMs > 0 ? ['a delayed close'] : []),
    ...(reset ? ['a reset'] : []),
    ...(slicer ? ['slices'] : []),
    ...(limitBytes === undefined ? [] : ['a limit of bytes']),
  ];
}
