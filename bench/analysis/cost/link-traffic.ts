import type { Metrics } from '../../result/result.js';
import { readingsOver, secondsOver } from '../index/counter-increase.js';
import type { JournalIndex } from '../index/journal-index.js';
import type { KnownUpdate } from '../index/updates.js';
import { contains, type Window } from '../timeline/phases.js';

/** What nodes sent to their peers over a window, as it was counted outside of them. Bytes have all headers, payload none of IP, TCP and UDP. */
export interface LinkTotal {
  /** Node-seconds. */
  readonly seconds: number;
  readonly packets: number;
  readonly bytes: number;
  readonly payloadBytes: number;
  /** Of the bytes, those of datagrams. */
  readonly datagramBytes: number;
}

/** Undefined where the links of no node were read at the window's start and at its end. */
export function linkTotal({ linkTraffic }: JournalIndex, window: Window | undefined): LinkTotal | undefined {
  if (!window) return undefined;
  const total = { seconds: 0, packets: 0, bytes: 0, payloadBytes: 0, datagramBytes: 0 };
  for (const all of linkTraffic.values()) {
    const readings = readingsOver(all, window);
    const [first, last] = [readings[0], readings.at(-1)];
    if (!first || !last) continue;
    total.seconds += secondsOver(readings);
    for (const [reading, sign] of [
      [last, 1],
      [first, -1],
    ] as const) {
      for (const { sent } of reading.peers) {
        for (const { packets, bytes, payloadBytes } of [sent.tcp, sent.udp]) {
          total.packets += sign * packets;
          total.bytes += sign * bytes;
          total.payloadBytes += sign * payloadBytes;
        }
        total.datagramBytes += sign * sent.udp.bytes;
      }
    }
  }
  return total.seconds > 0 ? total : undefined;
}

/** What the links carried for what was written in the window; `idle` is what they carried while nothing was. */
export function wireFigures(given: {
  readonly total: LinkTotal | undefined;
  readonly idle: LinkTotal | undefined;
  readonly window: Window | undefined;
  readonly updates: readonly KnownUpdate[];
  readonly nodes: number;
}): Metrics['wire'] {
  const { total, idle, window, nodes } = given;
  if (!total || !window) return undefined;
  const { seconds, bytes, packets, payloadBytes, datagramBytes } = total;
  const updates = given.updates.filter(({ t0Ms }) => contains(window, t0Ms)).length;
  const beyondIdle = idle && bytes - (idle.bytes / idle.seconds) * seconds;
  return {
    bytesPerSecondPerNode: bytes / seconds,
    payloadBytesPerSecondPerNode: payloadBytes / seconds,
    packetsPerSecondPerNode: packets / seconds,
    datagramShare: bytes > 0 ? datagramBytes / bytes : 0,
    ...(updates > 0 && beyondIdle !== undefined && beyondIdle >= 0
      ? { bytesPerUpdatePerNode: beyondIdle / (updates * nodes) }
      : {}),
    ...(idle ? { idleBytesPerSecondPerNode: idle.bytes / idle.seconds } : {}),
  };
}
