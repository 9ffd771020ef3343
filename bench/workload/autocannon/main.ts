/**
 * The load generator's process: it takes an order, a line of JSON, on its standard input, and tells the answers as lines of JSON. It
 * ends when its input does: the harness needs it no more, or is gone.
 */
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { generate } from './generate.js';
import type { LoadOrder } from './load-order.js';

const lines = createInterface({ input: process.stdin });
lines.on('close', () => process.exit(0));
const [line] = (await once(lines, 'line')) as [string];
await generate(JSON.parse(line) as LoadOrder, (report) => {
  process.stdout.write(`${JSON.stringify(report)}\n`);
});
