import type { Result } from '../../../bench/result/result.js';
import { BaseCommand } from '../../command-line/base-command.js';
import { worstExitCode } from '../../command-line/exit-codes.js';
import { runFlags } from '../../command-line/run-flags.js';
import { overridesOf } from '../../command-line/spec-flags.js';
import { conduct } from '../../experiment/conduct.js';
import type { GroupResult } from '../../experiment/group.js';
import { type ScenariosResult, scenariosResult } from '../../experiment/scenarios-result.js';
import { scenariosText } from '../../report/terminal/scenarios-text.js';
import { openScenario } from '../../scenarios/open-scenario.js';

export default class ChaosRun extends BaseCommand {
  static override summary =
    'Run chaos scenarios: inject faults into a live cluster and measure its recovery.';
  static override description =
    'Each scenario is a separate run with its own folder. The flags of `run` apply to all scenarios and override their files. Every fault is confirmed, and all faults are healed at the end, also after Ctrl-C.\n\nExit code: the worst of all scenarios; 0 only if all pass. A scenario that documents a weakness passes if exactly the expectations in its expectFail fail.';
  static override examples = [
    { description: 'A built-in scenario', command: '<%= config.bin %> <%= command.id %> partition-halves' },
    {
      description: 'Two scenarios, on 20 containers',
      command: '<%= config.bin %> <%= command.id %> crash-one wan-partition --runtime docker --nodes 20',
    },
    { description: 'A file', command: '<%= config.bin %> <%= command.id %> mine.yaml --json' },
  ];

  static override strict = false;
  static override usage = ['<%= command.id %> SCENARIO... [flags]'];
  static override flags = runFlags;

  async run(): Promise<Result | GroupResult | ScenariosResult> {
    const { argv, flags } = await this.parse(ChaosRun);
    const scenarios = await this.#open(argv.map(String), flags);
    await this.handOverIfLarge(scenarios.map(({ spec }) => spec));
    const outcomes: (Result | GroupResult)[] = [];
    const codes: number[] = [];
    for (const { spec } of scenarios) {
      if (this.interrupted.aborted) break;
      const { outcome, text, error } = await conduct(spec, flags, this.interrupted);
      outcomes.push(outcome);
      this.log(text);
      codes.push(this.exitCodeOf(outcome.verdict, error));
    }
    process.exitCode = worstExitCode(codes);
    if (scenarios.length === 1) return outcomes[0]!;
    const all = scenariosResult(outcomes);
    this.log(scenariosText(all));
    return all;
  }

  /** All of them before the first is run: a typo in the last must not cost the time of the others. */
  async #open(names: readonly string[], flags: Readonly<Record<string, unknown>>) {
    if (names.length === 0)
      this.error('expected a scenario or a file; `gossip-bench chaos list` lists the scenarios');
    const overrides = overridesOf(flags);
    return Promise.all(names.map((name) => openScenario(name, overrides)));
  }
}
