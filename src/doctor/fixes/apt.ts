import { writeFile } from 'node:fs/promises';
import { execa } from 'execa';
import { CodedError } from '../../../nodes/coded-error.js';
import { logTail } from '../../../nodes/runtime/start/log-tail.js';

const lockLimitSeconds = 120;
const limitMs = 20 * 60_000;

export interface AptHooks {
  readonly log: string;
  readonly onNotice: (text: string) => void;
  readonly signal: AbortSignal;
}

/** @throws CodedError ENGINE_UNAVAILABLE with the end of the log; the signal's reason. */
export async function refreshPackageLists(hooks: AptHooks): Promise<void> {
  hooks.onNotice('Updating the package lists (apt-get update) …');
  await writeFile(hooks.log, '');
  await aptGet(['update'], hooks);
}

/**
 * Installs packages without what they only recommend; all output of apt-get goes to the log.
 * @throws CodedError ENGINE_UNAVAILABLE with the end of the log; the signal's reason.
 */
export async function installPackages(names: readonly string[], hooks: AptHooks): Promise<void> {
  hooks.onNotice(`Installing ${names.join(', ')} (apt-get install) …`);
  await aptGet(['install', '-y', '--no-install-recommends', ...names], hooks);
}

async function aptGet(args: readonly string[], { log, signal }: AptHooks): Promise<void> {
  signal.throwIfAborted();
  const output = { file: log, append: true } as const;
  try {
    await execa('apt-get', ['-o', `DPkg::Lock::Timeout=${lockLimitSeconds}`, ...args], {
      env: { DEBIAN_FRONTEND: 'noninteractive' },
      stdin: 'ignore',
      stdout: output,
      stderr: output,
      timeout: limitMs,
      cancelSignal: signal,
    });
  } catch (error) {
    signal.throwIfAborted();
    throw await aptFailed(args, log, error as Error);
  }
}

async function aptFailed(args: readonly string[], log: string, cause: Error): Promise<CodedError> {
  const reason = 'shortMessage' in cause ? cause.shortMessage : cause.message;
  return new CodedError(
    'ENGINE_UNAVAILABLE',
    `apt-get ${args.join(' ')} failed: ${reason}\n${await logTail(log, 8)}`,
    { remedy: `The full output of apt-get is in ${log}.`, cause },
  );
}
