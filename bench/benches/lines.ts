import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { realClock } from '../../nodes/runtime/clock.js';
import { ChildNode } from '../../nodes/runtime/process/child-node.js';
import { lineChild } from '../../nodes/runtime/process/line-child.js';

const nodes = 10;
const linesPerSecond = 3_000;
const seconds = 30;

/** A node that says so many receipts a second, a tenth of them every 100 ms, and then ends. */
const talker = `
const say = (line) => process.stdout.write(JSON.stringify(line) + '\\n');
const now = () => Number(process.hrtime.bigint()) / 1e6;
process.stdin.once('data', () => {
  say({ type: 'ready', contract: 2, implementation: 'talker', version: '1', t: now(), clock: 'monotonic', capabilities: ['from', 'hops'] });
  let said = 0;
  const startMs = now();
  const timer = setInterval(() => {
    const due = Math.min(${linesPerSecond * seconds}, Math.floor((now() - startMs) * ${linesPerSecond / 1_000}));
    for (; said < due; said += 1) say({ type: 'received', update: '0.1.' + (said + 1), t: now(), from: 1, hops: 2 });
    if (said === ${linesPerSecond * seconds}) clearInterval(timer);
  }, 100);
});
process.stdin.on('close', () => process.exit(0));
`;

/** What the harness reads of nodes that speak lines: every line, and at which share of a core. */
export async function benchLines(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'gossip-bench-lines-'));
  const children = Array.from({ length: nodes }, (_, node) => startTalker(node, folder));
  await Promise.all(children.map(({ child }) => child.start()));
  const cpu = process.cpuUsage();
  const startMs = realClock.nowMs();
  const next = children.map(() => 1);
  const read = children.map(() => 0);
  let lost = 0;
  const total = nodes * linesPerSecond * seconds;
  const sum = (): number => read.reduce((all, count) => all + count, 0);
  while (sum() + lost < total && realClock.nowMs() - startMs < 4 * seconds * 1_000) {
    await realClock.sleep(1_000);
    lost = 0;
    for (const [at, { control }] of children.entries()) {
      const batch = await control()?.journal(next[at]!);
      next[at] = batch?.next ?? 1;
      read[at] = read[at]! + (batch?.events.length ?? 0);
      lost += batch?.lost ?? 0;
    }
  }
  const elapsedMs = realClock.nowMs() - startMs;
  const { user, system } = process.cpuUsage(cpu);
  await Promise.all(children.map(({ child }) => child.close(3_000)));
  await rm(folder, { recursive: true });
  const rate = sum() / (elapsedMs / 1_000) / nodes;
  console.log(`${nodes} nodes, ${linesPerSecond} receipts a second each, for ${seconds} s`);
  console.log(`read ${sum()} of ${total} lines (${rate.toFixed(0)}/s a node), lost ${lost}`);
  console.log(`the reading took ${((user + system) / 10 / elapsedMs).toFixed(1)} % of a core\n`);
  if (lost > 0 || sum() < total) process.exitCode = 1;
}

function startTalker(node: number, folder: string) {
  let lines: ReturnType<typeof lineChild> | undefined;
  const logPath = join(folder, `n${node}.log`);
  const child = new ChildNode({
    node,
    logPath,
    launch: (incarnation) => {
      lines = lineChild({
        program: {
          name: 'talker',
          command: [process.execPath, '-e', talker],
          parameters: {},
          memoryMiB: 64,
          folders: [],
        },
        placement: { node, incarnation, gossipListen: '127.0.0.1:1', peers: [] },
        seed: 1,
        mark: 'bench-lines',
        logDirectory: folder,
        logPath,
      });
      return lines.launch;
    },
    spawned: () => undefined,
    exited: () => undefined,
  });
  return { child, control: () => lines?.control() };
}
