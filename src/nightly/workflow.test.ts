import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { packageRoot } from '../../nodes/package-root.js';
import { openSuite } from './open-suite.js';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
}
interface Workflow {
  readonly on: {
    readonly schedule: readonly { readonly cron: string }[];
    readonly workflow_dispatch: {
      readonly inputs: { readonly suite: { readonly options: readonly string[] } };
    };
  };
  readonly permissions: Readonly<Record<string, string>>;
  readonly concurrency: { readonly 'cancel-in-progress': boolean };
  readonly jobs: Readonly<
    Record<
      string,
      { readonly permissions: Readonly<Record<string, string>>; readonly steps: readonly Step[] }
    >
  >;
}

const text = await readFile(join(packageRoot(), '.github/workflows/nightly.yml'), 'utf8');
const workflow = parse(text) as Workflow;
const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);
const scripts = steps.map(({ run = '' }) => run).join('\n');
const exported = await readFile(new URL('export-night.ts', import.meta.url), 'utf8');

describe('the workflow of the nights', () => {
  it('runs once a night, and by hand with a suite that is shipped', async () => {
    expect(workflow.on.schedule).toEqual([{ cron: expect.stringMatching(/^\d+ \d+ \* \* \*$/) }]);
    for (const suite of workflow.on.workflow_dispatch.inputs.suite.options) {
      expect((await openSuite(suite, [])).name).toBe(suite);
    }
  });

  it('may write the history and the pages, and nothing else', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' });
    expect(workflow.jobs.nightly!.permissions).toEqual({ contents: 'write' });
    expect(workflow.jobs.site!.permissions).toEqual({ pages: 'write', 'id-token': 'write' });
  });

  it('never has two writers of the history, nor cuts one off', () => {
    expect(workflow.concurrency).toEqual({ group: 'nightly', 'cancel-in-progress': false });
  });

  it('takes only actions of GitHub itself, each of a stated version', () => {
    const uses = steps.flatMap((step) => (step.uses === undefined ? [] : [step.uses]));
    expect(uses.filter((action) => !/^actions\/[a-z-]+@v\d+$/.test(action))).toEqual([]);
  });

  it('calls commands that are there, and reads files that the export writes', () => {
    const commands = [...scripts.matchAll(/gossip-bench (\w+) /g)].map(([, command]) => command);
    expect(commands).toContain('nightly');
    for (const command of ['nightly']) {
      expect(existsSync(join(packageRoot(), 'src/commands', `${command}.ts`))).toBe(true);
    }
    const files = [...scripts.matchAll(/night\/([\w.]+)/g)].map(([, file]) => file!);
    expect(files.length).toBeGreaterThanOrEqual(2);
    expect(files.filter((file) => !exported.includes(`'${file}'`))).toEqual([]);
  });

  it('writes the summary and the annotations, keeps the history, and fails in the end, in this order', () => {
    const order = ['nightly "$SUITE"', 'GITHUB_STEP_SUMMARY', 'annotations.txt', 'git push', 'exit $'];
    const places = order.map((part) => scripts.indexOf(part));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places[0]).toBeGreaterThan(0);
  });

  it('gives no expression to a shell but the exit code', () => {
    expect([...scripts.matchAll(/\$\{\{(.*?)\}\}/g)].map(([, inner]) => inner!.trim())).toEqual([
      'steps.night.outputs.code',
    ]);
  });
});
