import { Args } from '@oclif/core';
import type { Result } from '../../bench/result/result.js';
import { resolveSpec } from '../../bench/spec/input/resolve.js';
import { BaseCommand } from '../command-line/base-command.js';
import { outputFlags } from '../command-line/run-flags.js';
import { conduct } from '../experiment/conduct.js';
import type { GroupResult } from '../experiment/group.js';
import { readSpecFile } from '../experiment/read-spec-file.js';
import { openRunFolder } from '../store/open-run-folder.js';

export default class Rerun extends BaseCommand {
  static override summary = 'Repeat a run from its folder, with the same spec and seed.';
  static override description =
    'The seed fixes targets, times and writes: the same faults hit the same nodes at the same times. Toxiproxy draws by itself which messages a lossy link drops, so those differ.';
  static override examples = [
    { description: 'The last run', command: '<%= config.bin %> <%= command.id %> latest' },
    { description: 'A run by its id', command: '<%= config.bin %> <%= command.id %> 7k2m9q4x' },
  ];

  static override args = {
    run: Args.string({ description: 'A run folder, a run id, or latest.', default: 'latest' }),
  };
  static override flags = outputFlags;

  async run(): Promise<Result | GroupResult> {
    const { args, flags } = await this.parse(Rerun);
    const folder = await openRunFolder(args.run, flags.out);
    const spec = resolveSpec(await readSpecFile(folder.spec));
    await this.handOverIfLarge([spec]);
    const { outcome, text, error } = await conduct(spec, flags, this.interrupted);
    this.log(text);
    process.exitCode = this.exitCodeOf(outcome.verdict, error);
    return outcome;
  }
}
