import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { packageRoot } from '../../../nodes/package-root.js';
import type { Check, Finding } from '../check.js';

const manifestSchema = z.object({ engines: z.object({ node: z.string().regex(/^>=\d+(\.\d+)*$/) }) });

export const nodeVersion: Check = {
  name: 'Node',
  why: 'The harness and every node run on Node.',
  required: true,
  examine: () => judgeNodeVersion(process.versions.node, leastNodeVersion()),
};

/** What package.json asks for in `engines`, without its `>=`. */
function leastNodeVersion(): string {
  const manifest = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8'));
  return manifestSchema.parse(manifest).engines.node.slice(2);
}

export function judgeNodeVersion(version: string, least: string): Finding {
  if (!older(version, least)) return { status: 'ok', found: version };
  return {
    status: 'missing',
    found: `${version}; ${least} or newer is needed`,
    remedy: `Install Node ${least} or newer, then run \`npm ci\` again.`,
  };
}

function older(version: string, least: string): boolean {
  const [have, want] = [version, least].map((text) =>
    text.split('.').map((part) => Number.parseInt(part, 10)),
  );
  for (const [index, wanted] of (want ?? []).entries()) {
    const part = have?.[index] ?? 0;
    if (part !== wanted) return part < wanted;
  }
  return false;
}
