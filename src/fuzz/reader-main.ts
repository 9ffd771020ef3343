import { findingOf } from './read-input.js';
import { targetOf } from './targets.js';

// Reads inputs of one target, in a process of its own: one that hangs or takes too much memory can be ended.
const target = targetOf(process.argv[2] ?? '');
await target.inputs();
process.on('message', (input: string) => {
  void findingOf(target, input).then((finding) => process.send?.({ finding }));
});
process.send?.({ ready: true });
