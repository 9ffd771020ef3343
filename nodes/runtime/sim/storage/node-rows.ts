import type { ProtocolConfig } from '../../../protocol/node/config.js';
import { counterNames, type PlainCounters } from '../../../protocol/node/counters.js';
import type { NodeState, RestingNode } from '../../../protocol/node/resting-node.js';
import type { NodeId } from '../../../protocol/types.js';
import {
  firstNumber,
  flag,
  headNumbers,
  lineNumbers,
  mostAwaited,
  mostHolders,
  rowNumbers,
  time,
  whole,
  wholesPerNumber,
} from './row-layout.js';
import { SharedUpdates } from './shared-updates.js';

const states: readonly NodeState[] = ['new', 'running', 'terminated', 'left'];
const stateNumbers: Readonly<Record<NodeState, number>> = { new: 0, running: 1, terminated: 2, left: 3 };
const lineWholes = lineNumbers * wholesPerNumber;

/**
 * Records of nodes at rest, each packed into a row of 256 bytes: plain numbers as they are, updates and configurations by their numbers. At the
 * head of each row the store keeps numbers of its own, so that all that is known of a node is in one place.
 */
export class NodeRows {
  readonly numbers: Float64Array;
  /** The same memory as whole numbers. */
  readonly wholes: Int32Array;
  readonly #updates = new SharedUpdates();
  readonly #configs: ProtocolConfig[];

  /** @param config of a node that has done nothing yet, which a row of zeros is. */
  constructor(nodes: number, config: ProtocolConfig) {
    this.#configs = [config];
    this.numbers = new Float64Array(firstNumber + nodes * rowNumbers);
    this.wholes = new Int32Array(this.numbers.buffer);
  }

  /** Where the row of a node begins. */
  firstOf(node: NodeId): number {
    return firstNumber + node * rowNumbers;
  }

  /** It becomes a node that has done nothing yet. */
  clear(node: NodeId): void {
    this.numbers.fill(0, this.firstOf(node) + headNumbers, this.firstOf(node + 1));
  }

  /** Of the update that a node at rest holds; 0: none. */
  contentOf(node: NodeId): number {
    return this.wholes[this.#wholeOf(node, whole.content)]!;
  }

  isHot(node: NodeId): boolean {
    return ((this.wholes[this.#wholeOf(node, whole.flags)]! >> flag.isHot) & 1) === 1;
  }

  addCounters(node: NodeId, sums: PlainCounters): void {
    for (const name of counterNames) sums[name] += this.wholes[this.#wholeOf(node, whole[name])]!;
  }

  /**
   * Has the rows of these nodes brought into the processor's cache: one after the other, without a branch that depends
   * on what is fetched, so that the processor waits for many at once. What it returns has no meaning.
   */
  prefetch(nodes: Int32Array): number {
    const { wholes } = this;
    let found = 0;
    for (let i = 0; i < nodes.length; i += 1) {
      const at = (firstNumber + nodes[i]! * rowNumbers) * wholesPerNumber;
      found ^=
        wholes[at]! ^ wholes[at + lineWholes]! ^ wholes[at + 2 * lineWholes]! ^ wholes[at + 3 * lineWholes]!;
    }
    return found;
  }

  /** Whether there was room for it. */
  pack(node: NodeId, record: RestingNode): boolean {
    const { awaited, rumor, counters, openRepair, update, isHot } = record;
    const { holders } = rumor;
    if (awaited.length > mostAwaited || holders.length > mostHolders) return false;
    const { wholes, numbers } = this;
    const first = this.firstOf(node);
    const at = first * wholesPerNumber;
    wholes[at + whole.config] = this.#numberOf(record.config, wholes[at + whole.config]!);
    wholes[at + whole.content] = update === undefined ? 0 : this.#updates.numberOf(update);
    wholes[at + whole.lastToken] = record.lastToken;
    wholes[at + whole.roundToken] = record.roundToken;
    wholes[at + whole.repairToken] = record.repairToken;
    wholes[at + whole.clock] = record.clock;
    wholes[at + whole.lastSeq] = record.lastSeq;
    numbers[first + time.started] = record.startedMs;
    wholes[at + whole.flags] =
      (stateNumbers[record.state] << flag.state) |
      (Number(record.hasRepaired) << flag.hasRepaired) |
      (Number(record.skippedFromMs < Number.POSITIVE_INFINITY) << flag.isSkipping) |
      (Number(openRepair?.complete ?? false) << flag.repairIsComplete) |
      (awaited.length << flag.awaited) |
      (isHot ? rumorFlags(record) : 0);
    if (record.skippedFromMs < Number.POSITIVE_INFINITY)
      numbers[first + time.skippedFrom] = record.skippedFromMs;
    wholes[at + whole.openRepair] = openRepair?.exchange ?? 0;
    if (openRepair !== undefined) numbers[first + time.repairUntil] = openRepair.untilMs;
    for (let i = 0; i < awaited.length; i += 1) {
      wholes[at + whole.awaited + 2 * i] = awaited[i]!.exchange;
      wholes[at + whole.awaited + 2 * i + 1] = awaited[i]!.peer;
    }
    if (isHot) {
      wholes[at + whole.copies] = rumor.copies;
      wholes[at + whole.rounds] = rumor.rounds;
      wholes[at + whole.counter] = rumor.counter;
      wholes[at + whole.knownIn] = rumor.knownIn;
      for (let i = 0; i < holders.length; i += 1) wholes[at + whole.holders + i] = holders[i]!;
    }
    packCounters(counters, wholes, at);
    return true;
  }

  unpack(node: NodeId, record: RestingNode): void {
    const { wholes, numbers } = this;
    const first = this.firstOf(node);
    const at = first * wholesPerNumber;
    const flags = wholes[at + whole.flags]!;
    const content = wholes[at + whole.content]!;
    record.config = this.#configs[wholes[at + whole.config]!]!;
    record.update = content === 0 ? undefined : this.#updates.get(content);
    record.lastToken = wholes[at + whole.lastToken]!;
    record.roundToken = wholes[at + whole.roundToken]!;
    record.repairToken = wholes[at + whole.repairToken]!;
    record.clock = wholes[at + whole.clock]!;
    record.lastSeq = wholes[at + whole.lastSeq]!;
    record.startedMs = numbers[first + time.started]!;
    record.state = states[(flags >> flag.state) & 3]!;
    record.hasRepaired = isSet(flags, flag.hasRepaired);
    record.skippedFromMs = isSet(flags, flag.isSkipping)
      ? numbers[first + time.skippedFrom]!
      : Number.POSITIVE_INFINITY;
    const exchange = wholes[at + whole.openRepair]!;
    const untilMs = numbers[first + time.repairUntil]!;
    record.openRepair =
      exchange === 0 ? undefined : { exchange, complete: isSet(flags, flag.repairIsComplete), untilMs };
    const awaited = (flags >> flag.awaited) & 15;
    while (record.awaited.length > 0) record.awaited.pop();
    for (let i = 0; i < awaited; i += 1) {
      const pair = at + whole.awaited + 2 * i;
      record.awaited.push({ exchange: wholes[pair]!, peer: wholes[pair + 1]! });
    }
    record.isHot = isSet(flags, flag.isHot);
    if (record.isHot) unpackRumor(record, flags, wholes, at);
    unpackCounters(record.counters, wholes, at);
  }

  #wholeOf(node: NodeId, place: number): number {
    return this.firstOf(node) * wholesPerNumber + place;
  }

  /** @param probably its number. */
  #numberOf(config: ProtocolConfig, probably: number): number {
    if (this.#configs[probably] === config) return probably;
    const number = this.#configs.indexOf(config);
    return number >= 0 ? number : this.#configs.push(config) - 1;
  }
}

const isSet = (flags: number, bit: number): boolean => ((flags >> bit) & 1) === 1;

function rumorFlags({ rumor }: RestingNode): number {
  const pulls = (Number(rumor.pulled) << flag.pulled) | (Number(rumor.neededByPull) << flag.neededByPull);
  return (1 << flag.isHot) | pulls | (rumor.holders.length << flag.holders);
}

function unpackRumor(record: RestingNode, flags: number, wholes: Int32Array, at: number): void {
  const { rumor } = record;
  rumor.copies = wholes[at + whole.copies]!;
  rumor.rounds = wholes[at + whole.rounds]!;
  rumor.counter = wholes[at + whole.counter]!;
  rumor.knownIn = wholes[at + whole.knownIn]!;
  rumor.pulled = isSet(flags, flag.pulled);
  rumor.neededByPull = isSet(flags, flag.neededByPull);
  const { holders } = rumor;
  const count = (flags >> flag.holders) & 15;
  while (holders.length > count) holders.pop();
  for (let i = 0; i < count; i += 1) holders[i] = wholes[at + whole.holders + i]!;
}

function packCounters(counters: PlainCounters, wholes: Int32Array, at: number): void {
  wholes[at + whole.copiesSent] = counters.copiesSent;
  wholes[at + whole.copiesReceived] = counters.copiesReceived;
  wholes[at + whole.duplicates] = counters.duplicates;
  wholes[at + whole.exchangesStarted] = counters.exchangesStarted;
  wholes[at + whole.roundsStarted] = counters.roundsStarted;
  wholes[at + whole.updatesApplied] = counters.updatesApplied;
  wholes[at + whole.updatesSuperseded] = counters.updatesSuperseded;
  wholes[at + whole.updatesWritten] = counters.updatesWritten;
  wholes[at + whole.writesRefused] = counters.writesRefused;
  wholes[at + whole.writesPushedBack] = counters.writesPushedBack;
  wholes[at + whole.exchangesFailed] = counters.exchangesFailed;
}

function unpackCounters(counters: PlainCounters, wholes: Int32Array, at: number): void {
  counters.copiesSent = wholes[at + whole.copiesSent]!;
  counters.copiesReceived = wholes[at + whole.copiesReceived]!;
  counters.duplicates = wholes[at + whole.duplicates]!;
  counters.exchangesStarted = wholes[at + whole.exchangesStarted]!;
  counters.roundsStarted = wholes[at + whole.roundsStarted]!;
  counters.updatesApplied = wholes[at + whole.updatesApplied]!;
  counters.updatesSuperseded = wholes[at + whole.updatesSuperseded]!;
  counters.updatesWritten = wholes[at + whole.updatesWritten]!;
  counters.writesRefused = wholes[at + whole.writesRefused]!;
  counters.writesPushedBack = wholes[at + whole.writesPushedBack]!;
  counters.exchangesFailed = wholes[at + whole.exchangesFailed]!;
}
