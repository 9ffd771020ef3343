import fc from 'fast-check';
import { findingOf } from './read-input.js';
import { targetOf } from './targets.js';

// Reads inputs of one target, in a process of its own: one that hangs or takes too much memory can be ended.
const target = targetOf(process.argv[2] ?? '');
// What is loaded and compiled at the first input is no part of how long one takes.
for (const input of fc.sample(await target.inputs(), { numRuns: 3, seed: 1 })) await findingOf(target, input);
process.on('message', (input: string) => {
  void findingOf(target, input).then((finding) => process.send?.({ finding }));
});
process.send?.({ ready: true });
