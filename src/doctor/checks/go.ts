import { execa } from 'execa';
import type { Check, Finding } from '../check.js';
import { findExecutable } from '../find-executable.js';

const versionLimitMs = 10_000;

export const go: Check = {
  name: 'Go',
  why: 'Only needed to build Toxiproxy if it is missing.',
  required: false,
  async examine({ environment }) {
    const path = findExecutable('go', environment);
    if (path === undefined) return judgeGo(undefined);
    const { stdout } = await execa(path, ['version'], {
      env: environment,
      timeout: versionLimitMs,
      reject: false,
    });
    return judgeGo({ path, answer: stdout ?? '' });
  },
};

/** `answer` is that of `go version`: `go version go1.24.0 linux/amd64`. Never a warning: Toxiproxy's check tells. */
export function judgeGo(toolchain: { path: string; answer: string } | undefined): Finding {
  if (!toolchain) return { status: 'ok', found: 'not on PATH; needed only to build Toxiproxy' };
  const version = /\bgo(\d\S*)/.exec(toolchain.answer)?.[1] ?? 'version unknown';
  return { status: 'ok', found: `${version}, ${toolchain.path}` };
}
