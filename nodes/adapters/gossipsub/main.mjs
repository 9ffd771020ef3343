import './with-resolvers.mjs';
import { createInterface } from 'node:readline';
import { parseInit } from './init.mjs';
import { now, say } from './lines.mjs';
import { GossipNode } from './node.mjs';
import { traitsOf } from './settings.mjs';

const makesNoSense = 2;
const cannotListen = 71;

function exit(code, error) {
  process.stderr.write(`this node cannot start: ${error.message}\n`);
  process.exit(code);
}

async function start(line) {
  try {
    const node = new GossipNode(parseInit(line));
    await node.make();
    return node;
  } catch (error) {
    return exit(makesNoSense, error);
  }
}

async function serve() {
  const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
  const { value: first = '' } = await lines.next();
  const node = await start(first);
  await node.listen().catch((error) => exit(cannotListen, error));
  say('ready', {
    contract: 2,
    t: now(),
    implementation: 'gossipsub',
    version: VERSION,
    clock: 'monotonic',
    capabilities: ['from', 'views', 'counters', 'deletes', 'hold'],
    traits: traitsOf(node.init),
  });
  for await (const line of lines) obey(node, line);
  process.exit(0);
}

function obey(node, line) {
  try {
    node.obey(JSON.parse(line));
  } catch (error) {
    process.stderr.write(`a line from the harness is passed over: ${error.message}\n`);
  }
}

await serve();
