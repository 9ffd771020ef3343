import { Flags } from '@oclif/core';
import { BaseCommand } from '../command-line/base-command.js';
import { exitCodes } from '../command-line/exit-codes.js';
import { diagnose } from '../doctor/diagnose.js';
import { fixMachine } from '../doctor/fixes/fix-machine.js';
import { type DoctorReport, doctorText, isHealthy } from '../doctor/report.js';
import { messageText } from '../report/terminal/message-text.js';

export default class Doctor extends BaseCommand {
  static override summary = 'Check this machine: what it has, what is missing, and how to install it.';
  static override description =
    'Exits with 0 if `run` works here, at least with child processes; with 3 if it does not, or if a fix failed. With --fix, on Debian and Ubuntu as root, it installs and starts the container engine and installs Toxiproxy. It leaves alone what already works.';
  static override examples = [
    { description: 'Check only', command: '<%= config.bin %> <%= command.id %>' },
    {
      description: 'Install and start what is missing, also for the tests',
      command: '<%= config.bin %> <%= command.id %> --fix --browser',
    },
  ];

  static override flags = {
    fix: Flags.boolean({ description: 'Install and start what is missing (Debian and Ubuntu, as root).' }),
    browser: Flags.boolean({
      description: 'Also install the browser for the report tests.',
      dependsOn: ['fix'],
    }),
  };

  async run(): Promise<DoctorReport> {
    const { flags } = await this.parse(Doctor);
    const hooks = { environment: process.env, signal: this.interrupted, onNotice: this.#tell };
    const fixes = flags.fix ? await fixMachine({ browser: flags.browser, ...hooks }) : undefined;
    const report = { ...(await diagnose()), ...(fixes ? { fixes } : {}) };
    this.log(doctorText(report));
    if (!isHealthy(report)) process.exitCode = exitCodes.environment;
    return report;
  }

  readonly #tell = (text: string): void => {
    process.stderr.write(`${messageText(text)}\n`);
  };
}
