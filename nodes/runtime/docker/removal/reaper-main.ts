/**
 * The reaper of one run: waits for the end of its standard input, and removes everything of the run from the engine
 * unless the harness has said farewell. The engine's client is loaded only then: the reaper costs nothing before.
 */
import { text } from 'node:stream/consumers';
import { farewell } from './reaper.js';

/** Creations that the dead harness had asked for may still be under way in the engine. */
const quietMs = 2_000;
const deadlineMs = 120_000;

const runId = process.argv[2];
const last = (await text(process.stdin)).trim();
if (runId !== undefined && last !== farewell) {
  const [{ connectEngine }, { removeRun }, { forgetRun }] = await Promise.all([
    import('../engine/engine.js'),
    import('./remove-run.js'),
    import('../../clean-up/run-registry.js'),
  ]);
  await removeRun(connectEngine(), runId, { quietMs, deadlineMs });
  await forgetRun(runId);
}
