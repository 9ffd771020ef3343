import type { ClusterTraits } from '../index/cluster-traits.js';
import type { JournalIndex } from '../index/journal-index.js';
import type { Uptimes } from '../timeline/uptimes.js';

/** A journal's times are rounded. */
const roundingMs = 1;
/** Two clocks of different machines, of which one is slewed, drift apart by so much at most, ms per ms (adjtimex(2)). */
const mostDrift = 550e-6;

/**
 * What nodes report and cannot have been: receipts of an update that no client had sent yet, by more than the clocks' uncertainty; stamped later than the
 * harness's last line; or from a node that is no peer of the receiver's; and writes that a node says it took over before they were sent, or after it had
 * answered them. Each kind as a clause with its number and its worst, or first, case.
 */
export function impossibleReports(index: JournalIndex, uptimes: Uptimes, traits: ClusterTraits): string[] {
  const clientWrites = new Map(index.clientWrites.map((write) => [write.update, write]));
  const slackMs = slackOf(index, traits);
  return [
    ...receiptsOutOfTime(index, clientWrites, slackMs),
    strangers(index, uptimes),
    ...writesOutOfTime(index, clientWrites, slackMs),
  ].flatMap((text) => text ?? []);
}

type ClientWrites = ReadonlyMap<string | undefined, JournalIndex['clientWrites'][number]>;
type Slack = (ms: number) => number;

function receiptsOutOfTime(
  { receipts, end }: JournalIndex,
  clientWrites: ClientWrites,
  slackMs: Slack,
): (string | undefined)[] {
  const endMs = end?.tMs ?? Number.POSITIVE_INFINITY;
  const [early, late] = [new Worst(), new Worst()];
  for (const { length, node, tMs, update, updates } of receipts) {
    const sentMs = updates.map((name) => clientWrites.get(name)?.sentMs ?? Number.NEGATIVE_INFINITY);
    for (let row = 0; row < length; row += 1) {
      const ms = tMs[row]!;
      const beforeMs = sentMs[update[row]!]! - ms;
      if (beforeMs > slackMs(ms)) early.add(beforeMs, node[row]!);
      if (ms - endMs > slackMs(ms)) late.add(ms - endMs, node[row]!);
    }
  }
  return [
    early.told((ms, node) => `receipts before a client had sent the update (by up to ${ms} ms, n${node})`),
    late.told((ms, node) => `receipts after the end of the run (by up to ${ms} ms, n${node})`),
  ];
}

function strangers({ receipts }: JournalIndex, uptimes: Uptimes): string | undefined {
  const strange = new Worst();
  for (const { length, node, from } of receipts) {
    for (let row = 0; row < length; row += 1) {
      const [receiver, sender] = [node[row]!, from[row]!];
      // Below 0 the node did not report it.
      const isStrange = sender >= 0 && (sender === receiver || uptimes.columnOf(sender) === undefined);
      if (isStrange) strange.add(0, receiver, sender);
    }
  }
  return strange.told((_, node, from) => `receipts from a node that is no peer (n${node} from n${from})`);
}

function writesOutOfTime(
  { writes }: JournalIndex,
  clientWrites: ClientWrites,
  slackMs: Slack,
): (string | undefined)[] {
  const [early, late] = [new Worst(), new Worst()];
  for (const { node, event } of writes) {
    const client = clientWrites.get(event.update);
    if (!client) continue;
    const { tMs } = event;
    if (client.sentMs - tMs > slackMs(tMs)) early.add(client.sentMs - tMs, node);
    if (tMs - client.answeredMs > slackMs(tMs)) late.add(tMs - client.answeredMs, node);
  }
  return [
    early.told((ms, node) => `writes taken over before they were sent (by up to ${ms} ms, n${node})`),
    late.told((ms, node) => `writes taken over after they were answered (by up to ${ms} ms, n${node})`),
  ];
}

/** How far apart, at that time, a node's stamp and the harness's may be of the same moment, ms. */
function slackOf({ run }: JournalIndex, { clockUncertaintyMs }: ClusterTraits): Slack {
  const fixedMs = roundingMs + (run?.clockUncertaintyMs ?? 0) + 2 * clockUncertaintyMs;
  const isOneClock = (run?.clockOffsetMs ?? 0) === 0 && clockUncertaintyMs === 0;
  return (ms) => fixedMs + (isOneClock ? 0 : mostDrift * Math.abs(ms - (run?.tMs ?? ms)));
}

/** How many there were, and the one that was furthest off. */
class Worst {
  #count = 0;
  #ms = Number.NEGATIVE_INFINITY;
  #node = 0;
  #from = 0;

  add(ms: number, node: number, from = 0): void {
    this.#count += 1;
    if (ms <= this.#ms) return;
    this.#ms = ms;
    this.#node = node;
    this.#from = from;
  }

  told(text: (ms: string, node: number, from: number) => string): string | undefined {
    return this.#count === 0
      ? undefined
      : `${this.#count} ${text(this.#ms.toFixed(1), this.#node, this.#from)}`;
  }
}
