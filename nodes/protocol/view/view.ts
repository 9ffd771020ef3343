import type { NodeId, Update, UpdateId } from '../types.js';
import type { SeqRange } from '../wire/messages.js';
import { IncarnationLog } from './incarnation-log.js';
import { compareIncarnations, type IncarnationSummary } from './incarnation-summary.js';
import { StateHash } from './state-hash.js';
import { compareVersions } from './version.js';

/** What the merge of one update came to. */
export type MergeOutcome =
  /** It is now its key's winner. */
  | 'applied'
  /** First receipt, but the key has a newer write: held, and not shown. */
  | 'superseded'
  /** Held before. */
  | 'duplicate';

/**
 * The local view: per key the write with the greatest version, tombstones included, and per incarnation of an origin which
 * sequence numbers are held. A merge costs O(1) in the number of keys.
 */
export class View {
  readonly #entries = new Map<string, Update>();
  /** Of each origin the log that came last; the others follow it. */
  readonly #byOrigin = new Map<NodeId, IncarnationLog>();
  /** In order of origin and incarnation. */
  readonly #logs: IncarnationLog[] = [];
  readonly #hash = new StateHash();
  #first: Update | undefined;
  /** How often an update became known to be superseded: unchanged means that no held value was dropped meanwhile. */
  supersessions = 0;

  get size(): number {
    return this.#entries.size;
  }

  /** What is held of each incarnation, in order, to look at: it changes with the view. */
  get logs(): readonly IncarnationLog[] {
    return this.#logs;
  }

  /** The update that is held where it is the only one that ever was; undefined where nothing or more than that was. */
  get sole(): Update | undefined {
    return this.size === 1 && this.supersessions === 0 ? this.#first : undefined;
  }

  /** What is held of each incarnation, in order, as it is now and remains. */
  summaries(): readonly IncarnationSummary[] {
    return this.#logs.map((log) => log.summary());
  }

  stateDigest(): string {
    return this.#hash.hex();
  }

  get(key: string): Update | undefined {
    return this.#entries.get(key);
  }

  /** Whether an update was received, be it shown or superseded. */
  holds({ origin, incarnation, seq }: UpdateId): boolean {
    return this.log(origin, incarnation)?.has(seq) ?? false;
  }

  /** The update of this id, where it is its key's winner. */
  current({ origin, incarnation, seq }: UpdateId): Update | undefined {
    return this.log(origin, incarnation)?.current(seq);
  }

  entries(): IterableIterator<Update> {
    return this.#entries.values();
  }

  /** What is held of an incarnation, to look at. */
  log(origin: NodeId, incarnation: number): IncarnationLog | undefined {
    let log = this.#byOrigin.get(origin);
    while (log !== undefined && log.incarnation !== incarnation) log = log.next;
    return log;
  }

  /** Merges one update: the greater version wins its key. */
  merge(update: Update): MergeOutcome {
    const { origin, incarnation, seq } = update.version;
    const log = this.#logOf(origin, incarnation);
    if (log.has(seq)) return 'duplicate';
    log.add(seq);
    const current = this.#entries.get(update.key);
    if (current !== undefined && !this.#replaces(update, current)) return 'superseded';
    log.keep(update);
    this.#first ??= update;
    this.#entries.set(update.key, update);
    this.#hash.add(update);
    return 'applied';
  }

  /** Marks lo..hi of an incarnation as held without values; returns the runs that were not held before, as flat pairs. */
  markSuperseded({ origin, incarnation, fromSeq, toSeq }: SeqRange): number[] {
    const fresh = this.#logOf(origin, incarnation).addFresh(fromSeq, toSeq);
    if (fresh.length > 0) this.supersessions++;
    return fresh;
  }

  /** One of two writes to a key is superseded; whether it is the one in the view, which then leaves it. */
  #replaces(update: Update, current: Update): boolean {
    this.supersessions++;
    if (compareVersions(current.version, update.version) > 0) return false;
    const { origin, incarnation, seq } = current.version;
    this.log(origin, incarnation)!.release(seq);
    this.#hash.remove(current);
    return true;
  }

  /** To be changed. */
  #logOf(origin: NodeId, incarnation: number): IncarnationLog {
    return this.log(origin, incarnation) ?? this.#begin(origin, incarnation);
  }

  #begin(origin: NodeId, incarnation: number): IncarnationLog {
    const log = new IncarnationLog(origin, incarnation, this.#byOrigin.get(origin));
    this.#byOrigin.set(origin, log);
    let low = 0;
    let high = this.#logs.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compareIncarnations(this.#logs[middle]!, log) < 0) low = middle + 1;
      else high = middle;
    }
    this.#logs.splice(low, 0, log);
    return log;
  }
}
