import { z } from 'zod';
import { CodedError } from '../../coded-error.js';
import type { NodeId } from '../../protocol/types.js';
import { type Capability, capabilities } from '../capabilities.js';
import { updateName } from '../events.js';
import type { KeptEvents } from './kept-events.js';
import { LineSplitter } from './line-splitter.js';
import { contractVersion, type NodeLine, type NodeLineOf, nodeLineSchema } from './messages.js';
import type { NodeClock } from './node-clock.js';
import type { NodeStreams } from './node-streams.js';
import type { OpenQuestions } from './open-questions.js';

/** A backlog beyond this is passed over, and counted as lost: a node that floods must not exhaust the harness. */
const mostUnreadBytes = 64 * 1_048_576;
/** Of one look: who writes faster than is read would otherwise be read for ever, and nothing else would be done. */
const mostBytesALook = 32 * 1_048_576;
const mostProblems = 20;
/** After so many lines that break the contract no more are parsed: they are counted as lost. */
const mostBrokenLines = 10_000;
/** So many receipts of one incarnation are kept; what comes beyond is counted as lost. */
const mostReceipts = 1_000_000;
const shownCharacters = 120;

/** A write that waits for its answer. */
export interface OpenWrite {
  readonly key: string;
  readonly bytes: number;
  readonly isDeletion: boolean;
}

export interface LineIntakeParts {
  readonly node: NodeId;
  readonly streams: NodeStreams;
  readonly clock: NodeClock;
  readonly events: KeptEvents;
  readonly questions: OpenQuestions;
  readonly nowMs: () => number;
  readonly onProblem: (text: string) => void;
}

/** Reads what a node says: events go into its journal, answers to who asked, and what the contract does not allow is reported. */
export class LineIntake {
  readonly writes = new Map<string, OpenWrite>();
  readonly #parts: LineIntakeParts;
  readonly #splitter = new LineSplitter();
  readonly #received = new Set<string>();
  readonly #startMs: number;
  #ready: NodeLineOf<'ready'> | undefined;
  #claims: ReadonlySet<Capability> = new Set();
  #problems = 0;
  #lastProblem: string | undefined;

  constructor(parts: LineIntakeParts) {
    this.#parts = parts;
    this.#startMs = parts.nowMs();
  }

  get ready(): NodeLineOf<'ready'> | undefined {
    return this.#ready;
  }

  get claims(): ReadonlySet<Capability> {
    return this.#claims;
  }

  /** Reads what the node has said by now, and gives up a backlog that is too long. Whether some is left for the next look. */
  look(): boolean {
    const { streams } = this.#parts;
    let readBytes = 0;
    for (let bytes = streams.read(); bytes !== undefined; bytes = streams.read()) {
      if (streams.unreadBytes() > mostUnreadBytes) this.#passOver(bytes);
      else for (const { number, text } of this.#splitter.push(bytes)) this.#read(text, number);
      readBytes += bytes.length;
      if (readBytes >= mostBytesALook) return true;
    }
    return false;
  }

  /** The lines of the backlog are counted as if they were as long as those of its first piece: to count them would take as long as to read them. */
  #passOver(first: Buffer): void {
    const lines = Math.max(1, this.#splitter.passOver(first));
    const passedBytes = this.#parts.streams.passOver();
    this.#parts.events.lose(lines + Math.ceil((passedBytes * lines) / first.length));
    this.problem(`said more than can be read: ${first.length + passedBytes} bytes were passed over`);
  }

  /** What was wrong last, if anything was. */
  get lastProblem(): string | undefined {
    return this.#lastProblem;
  }

  problem(text: string): void {
    this.#problems += 1;
    this.#lastProblem = text;
    const { onProblem, node } = this.#parts;
    if (this.#problems <= mostProblems) onProblem(`node n${node}: ${text}`);
    if (this.#problems === mostProblems) onProblem(`node n${node}: further problems are not shown`);
  }

  #read(text: string | undefined, number: number): void {
    if (this.#problems > mostBrokenLines) {
      this.#parts.events.lose(1);
      return;
    }
    const where = `line ${number} of its stdout`;
    if (text?.trim() === '') return;
    const read = text === undefined ? { wrong: 'is longer than 1 MiB' } : parsedLine(text);
    if ('line' in read) {
      const wrong = this.#take(read.line);
      if (wrong !== undefined) this.problem(`${where}: ${wrong}`);
      return;
    }
    this.problem(`${where} ${read.wrong}`);
    if (read.question === undefined) return;
    const refusal = `node n${this.#parts.node} answered, but line ${number} of its stdout ${read.wrong}`;
    this.#parts.questions.refuse(read.question, new CodedError('NODE_UNREACHABLE', refusal, { remedy }));
  }

  /** What is wrong with it, if anything. */
  #take(line: NodeLine): string | undefined {
    if (line.type === 'ready') return this.#takeReady(line);
    if (!this.#ready) return `said ${line.type} before ready`;
    switch (line.type) {
      case 'written':
      case 'refused':
        return this.#takeAnswerToWrite(line);
      case 'received':
        return this.#takeReceived(line);
      case 'member':
        return this.#takeMember(line);
      default: {
        const isAsked = this.#parts.questions.answer(`${line.type} ${line.ask}`, line);
        return isAsked ? undefined : `answers ${line.type} ${line.ask}, which was not asked, or too late`;
      }
    }
  }

  #takeReady(line: NodeLineOf<'ready'>): string | undefined {
    if (this.#ready) return 'said ready twice';
    if (line.contract !== contractVersion) {
      return `speaks contract ${line.contract}; this harness speaks ${contractVersion}`;
    }
    this.#ready = line;
    const known = new Set<string>(capabilities);
    this.#claims = new Set(line.capabilities.filter((name): name is Capability => known.has(name)));
    if (line.clock !== 'monotonic') return undefined;
    const nowMs = this.#parts.nowMs();
    if (this.#parts.clock.declareShared(line.t, this.#startMs, nowMs)) return undefined;
    return `says that its clock is CLOCK_MONOTONIC, but ${line.t} ms is not between ${this.#startMs} and ${nowMs}`;
  }

  #takeAnswerToWrite(line: NodeLineOf<'written'> | NodeLineOf<'refused'>): string | undefined {
    const write = this.writes.get(line.update);
    if (!write) return `answers the write ${line.update}, which it was not given, or twice`;
    this.writes.delete(line.update);
    if (line.type === 'written') {
      const { key, bytes, isDeletion } = write;
      const tMs = this.#parts.clock.toHarness(line.t);
      const deleted = isDeletion ? { deleted: true } : {};
      this.#parts.events.add({ type: 'write', tMs, update: line.update, key, bytes, ...deleted });
    }
    this.#parts.questions.answer(line.update, line);
    return undefined;
  }

  #takeReceived({ update, t, from, hops, via = 'rumor' }: NodeLineOf<'received'>): string | undefined {
    if (!updateName.safeParse(update).success) {
      this.#parts.events.lose(1);
      return `received ${JSON.stringify(update)}, which is no name of an update`;
    }
    if (this.#received.has(update)) return `received ${update} for the first time, twice`;
    if (this.#received.size >= mostReceipts) {
      this.#parts.events.lose(1);
      return undefined;
    }
    this.#received.add(update);
    this.#parts.events.add({
      type: 'receive',
      tMs: this.#parts.clock.toHarness(t),
      update,
      ...(from !== undefined && this.#claims.has('from') ? { from } : {}),
      ...(hops !== undefined && this.#claims.has('hops') ? { hops } : {}),
      via,
    });
    return undefined;
  }

  #takeMember({ t, node, change, incarnation = 1 }: NodeLineOf<'member'>): string | undefined {
    if (!this.#claims.has('members')) return 'reports a member without the capability members';
    const tMs = this.#parts.clock.toHarness(t);
    this.#parts.events.add({ type: 'member', tMs, member: node, incarnation, change });
    return undefined;
  }
}

/** The line, or what is wrong with its form, and which question it would have answered. */
type Read = { readonly line: NodeLine } | { readonly wrong: string; readonly question?: string | undefined };

function parsedLine(text: string): Read {
  const shown = text.length > shownCharacters ? `${text.slice(0, shownCharacters)}…` : text;
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { wrong: `is no JSON: ${shown}` };
  }
  const parsed = nodeLineSchema.safeParse(json);
  if (parsed.success) return { line: parsed.data };
  const { path, message } = parsed.error.issues[0]!;
  return {
    wrong: `breaks the contract (${path.join('.') || 'type'}: ${message}): ${shown}`,
    question: questionOf(json),
  };
}

/** By the name under which it is open: of a write its update, of any other its type and number. */
function questionOf(json: unknown): string | undefined {
  const parsed = answerSchema.safeParse(json);
  if (!parsed.success) return undefined;
  return 'ask' in parsed.data ? `${parsed.data.type} ${parsed.data.ask}` : parsed.data.update;
}

const answerSchema = z.union([
  z.object({ type: z.string(), ask: z.int() }),
  z.object({ type: z.enum(['written', 'refused']), update: z.string() }),
]);

const remedy = "See the node's log in the run folder, and nodes/contract/lines/README.md.";
