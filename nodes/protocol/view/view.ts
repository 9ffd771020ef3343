import type { SeqRange } from '../messages.js';
import { SmallMap } from '../small-map.js';
import type { NodeId, Update, UpdateId } from '../types.js';
import { LifeLog } from './life-log.js';
import { StateHash } from './state-hash.js';
import { appendLife, appendRecord, compareLives, nextRecord, type SummaryVector } from './summary-vector.js';
import { compareVersions } from './version.js';

/** What the merge of one update came to. */
export type MergeOutcome =
  /** It is now its key's winner. */
  | 'applied'
  /** First receipt, but the key has a newer write: held, and not shown. */
  | 'superseded'
  /** Held before. */
  | 'duplicate';

const noLives: SummaryVector = [];

/**
 * The local view: per key the write with the greatest version, tombstones included, and per life of an origin which
 * sequence numbers are held. Every operation costs O(1) in the size of the view.
 */
export class View {
  readonly #entries = new SmallMap<string, Update>();
  readonly #newestLives = new SmallMap<NodeId, LifeLog>();
  #lifeCount = 0;
  /** What is held, but for the lives that have changed since. Not changed itself: messages have it. */
  #summary: SummaryVector = noLives;
  #changed: LifeLog[] | undefined;
  readonly #hash = new StateHash();
  /** How often an update became known to be superseded: unchanged means that no held value was dropped meanwhile. */
  supersessions = 0;

  get size(): number {
    return this.#entries.size;
  }

  /** Lives of which something is held. */
  get lifeCount(): number {
    return this.#lifeCount;
  }

  /** What is held of each life. */
  summary(): SummaryVector {
    if (this.#changed !== undefined) {
      this.#summary = renewed(this.#summary, this.#changed);
      this.#changed = undefined;
    }
    return this.#summary;
  }

  stateDigest(): string {
    return this.#hash.hex();
  }

  get(key: string): Update | undefined {
    return this.#entries.get(key);
  }

  /** Whether an update was received, be it shown or superseded. */
  holds({ origin, incarnation, seq }: UpdateId): boolean {
    return this.life(origin, incarnation)?.has(seq) ?? false;
  }

  /** The update of this id, where it is its key's winner. */
  current({ origin, incarnation, seq }: UpdateId): Update | undefined {
    return this.life(origin, incarnation)?.current(seq);
  }

  entries(): IterableIterator<Update> {
    return this.#entries.values();
  }

  life(origin: NodeId, incarnation: number): LifeLog | undefined {
    return inChain(this.#newestLives.get(origin), incarnation);
  }

  /** Merges one update: the greater version wins its key. */
  merge(update: Update): MergeOutcome {
    const { origin, incarnation, seq } = update.version;
    const newest = this.#newestLives.get(origin);
    const life = inChain(newest, incarnation) ?? this.#addLife(origin, incarnation, newest);
    if (life.has(seq)) return 'duplicate';
    life.add(seq);
    this.#noteChange(life);
    const current = this.get(update.key);
    if (current !== undefined && !this.#replace(current, update)) return 'superseded';
    this.#entries.set(update.key, update);
    life.keep(update);
    this.#hash.add(update);
    return 'applied';
  }

  /** The update that is held where it is the only one that ever was; undefined where nothing or more than that was. */
  get sole(): Update | undefined {
    if (this.#lifeCount !== 1 || this.#entries.size !== 1 || this.supersessions > 0) return undefined;
    const update = this.#entries.first;
    return update !== undefined && this.#newestLives.first!.holdsOnly(update.version.seq)
      ? update
      : undefined;
  }

  /** Marks lo..hi of a life as held without values; returns the runs that were not held before, as flat pairs. */
  markSuperseded({ origin, incarnation, fromSeq, toSeq }: SeqRange): number[] {
    const newest = this.#newestLives.get(origin);
    const life = inChain(newest, incarnation) ?? this.#addLife(origin, incarnation, newest);
    const fresh = life.addFresh(fromSeq, toSeq);
    if (fresh.length > 0) {
      this.supersessions++;
      this.#noteChange(life);
    }
    return fresh;
  }

  /** One of two writes to a key is superseded; whether it was the one in the view, which then leaves it. */
  #replace(current: Update, update: Update): boolean {
    this.supersessions++;
    if (compareVersions(current.version, update.version) > 0) return false;
    const { origin, incarnation, seq } = current.version;
    this.life(origin, incarnation)?.release(seq);
    this.#hash.remove(current);
    return true;
  }

  #addLife(origin: NodeId, incarnation: number, newest: LifeLog | undefined): LifeLog {
    const life = new LifeLog(origin, incarnation, newest);
    this.#newestLives.set(origin, life);
    this.#lifeCount++;
    return life;
  }

  #noteChange(life: LifeLog): void {
    if (life.isChanged) return;
    life.isChanged = true;
    this.#changed ??= [];
    this.#changed.push(life);
  }
}

function inChain(newest: LifeLog | undefined, incarnation: number): LifeLog | undefined {
  let life = newest;
  while (life !== undefined && life.incarnation !== incarnation) life = life.next;
  return life;
}

/** A vector with these lives as they are now. */
function renewed(before: SummaryVector, changed: LifeLog[]): SummaryVector {
  changed.sort((a, b) => a.origin - b.origin || a.incarnation - b.incarnation);
  const vector: number[] = [];
  let at = 0;
  for (const life of changed) {
    while (at < before.length && compareLives(before, at, life) < 0) at = appendRecord(vector, before, at);
    if (at < before.length && compareLives(before, at, life) === 0) at = nextRecord(before, at);
    appendLife(vector, life.summary());
    life.isChanged = false;
  }
  while (at < before.length) at = appendRecord(vector, before, at);
  return vector;
}
