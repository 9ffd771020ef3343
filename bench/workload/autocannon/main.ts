/**
 * The load generator's process: it takes orders, a line of JSON each, on its standard input, one after the other, and tells the
 * answers as lines of JSON. It ends when its input does: the harness needs it no more, or is gone.
 */
import { createInterface } from 'node:readline';
import { generate } from './generate.js';
import type { LoadOrder } from './load-order.js';

const lines = createInterface({ input: process.stdin });
lines.on('close', () => process.exit(0));
for await (const line of lines) {
  await generate(JSON.parse(line) as LoadOrder, (report) => {
    process.stdout.write(`${JSON.stringify(report)}\n`);
  });
}
