#!/usr/bin/env node
import { Config, flush, run } from '@oclif/core';
import { describeFailure, failureJson, failureText } from './command-line/failure.js';
import { guardOutputStreams } from './command-line/output-streams.js';
import { explainUnknown } from './command-line/unknown-command.js';

guardOutputStreams();

/** A handle that somebody left open must not keep a finished command from ending. */
const lingerMs = 2_000;

try {
  await run(process.argv.slice(2), import.meta.url);
} catch (error) {
  // Errors inside a command end in BaseCommand.catch; here arrive a command that does not exist, and oclif's own.
  const { commandIDs } = await Config.load(import.meta.url);
  const failure = describeFailure(
    explainUnknown(error, process.argv.slice(2), commandIDs),
    'gossip-bench --help',
  );
  process.exitCode = failure.exitCode;
  if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify(failureJson(failure))}\n`);
  else process.stderr.write(failureText(failure));
}
await flush();
setTimeout(() => process.exit(), lingerMs).unref();
