#!/usr/bin/env -S node --max-semi-space-size=64 --max-old-space-size=16384 --max-inlined-bytecode-size-cumulative=2500 --min-inlining-frequency=0.02 --max-valid-polymorphic-map-count=8 --always-sparkplug
// The flags are for simulations: most of what they make dies young, a million nodes take more than the default heap, a step goes through
// more small functions, and sees more kinds of messages, than the compiler makes one piece of by default, and until it has, what is not
// interpreted is faster.
import { flush, run } from '@oclif/core';
import { describeFailure, failureJson, failureText } from './command-line/failure.js';

/** A handle that somebody left open must not keep a finished command from ending. */
const lingerMs = 2_000;

try {
  await run(process.argv.slice(2), import.meta.url);
} catch (error) {
  // Errors inside a command end in BaseCommand.catch; here arrive a command that does not exist, and oclif's own.
  const failure = describeFailure(error, 'gossip-bench --help');
  process.exitCode = failure.exitCode;
  if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify(failureJson(failure))}\n`);
  else process.stderr.write(failureText(failure));
}
await flush();
setTimeout(() => process.exit(), lingerMs).unref();
