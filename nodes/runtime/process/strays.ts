import { endMarked, type MarkedProcess } from '../../marked-processes.js';
import type { NodeId } from '../../protocol/types.js';

const shownProcesses = 3;
/** A node that is restarted again and again leaves some each time. */
const mostNotes = 20;

/** Ends what nodes leave behind in sessions of their own, where a signal to a node's process group does not reach; by their mark, so on Linux alone. */
export class Strays {
  /** Process groups of nodes: what is in one of these, a signal ends. */
  readonly groups = new Set<number>();
  readonly #mark: string;
  readonly #tell: (text: string) => void;
  /** The incarnation of each node whose program speaks lines; the reference starts nothing. */
  readonly #incarnations = new Map<NodeId, number>();
  #notes = 0;

  constructor(mark: string, tell: (text: string) => void) {
    this.#mark = mark;
    this.#tell = tell;
  }

  /** For the environment of an incarnation that is about to start. */
  markOf(node: NodeId, incarnation: number): string {
    this.#incarnations.set(node, incarnation);
    return `${this.#mark}/n${node}/${incarnation}`;
  }

  /** Of a node that has ended. */
  async endOf(node: NodeId): Promise<void> {
    const incarnation = this.#incarnations.get(node);
    if (incarnation === undefined) return;
    this.#report(node, await endMarked(`${this.#mark}/n${node}/${incarnation}`));
  }

  /** Of all nodes, which have ended. */
  async endAll(): Promise<void> {
    if (this.#incarnations.size === 0) return;
    const ended = await endMarked(this.#mark);
    for (const node of this.#incarnations.keys()) {
      this.#report(
        node,
        ended.filter(({ part }) => part.startsWith(`n${node}/`)),
      );
    }
  }

  #report(node: NodeId, ended: readonly MarkedProcess[]): void {
    const strays = ended.filter(({ group }) => !this.groups.has(group));
    if (strays.length === 0 || this.#notes >= mostNotes) return;
    this.#notes += 1;
    const commands = strays.slice(0, shownProcesses).map(({ pid, command }) => `${command} (process ${pid})`);
    const more = strays.length > shownProcesses ? `, and ${strays.length - shownProcesses} more` : '';
    const [what, were] =
      strays.length === 1 ? ['a process', 'it was'] : [`${strays.length} processes`, 'they were'];
    this.#tell(
      `Node n${node} left ${what} behind in a session of its own, which its end does not reach; ${were} ended: ${commands.join(', ')}${more}.`,
    );
  }
}
