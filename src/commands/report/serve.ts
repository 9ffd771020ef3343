import { once } from 'node:events';
import { Flags } from '@oclif/core';
import { BaseCommand } from '../../command-line/base-command.js';
import { buildSite, siteFolder } from '../../site/build-site.js';
import { serveSite } from '../../site/serve-site.js';

export default class ReportServe extends BaseCommand {
  static override summary = 'Build the site of nightly results and serve it on loopback until Ctrl-C.';
  static override description =
    'Every `gossip-bench nightly` writes the same files to results/site; any web server can serve them, and a browser can open them from disk.';
  static override examples = [
    { description: 'On a free port', command: '<%= config.bin %> <%= command.id %>' },
  ];
  static override enableJsonFlag = false;

  static override flags = {
    port: Flags.integer({
      description: 'Port on 127.0.0.1; 0 picks a free one.',
      default: 0,
      min: 0,
      max: 65_535,
    }),
    out: Flags.string({ description: 'The results folder.', default: 'results', helpValue: '<folder>' }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(ReportServe);
    await buildSite(flags.out);
    const site = await serveSite(siteFolder(flags.out), flags.port);
    this.log(`${site.address} (press Ctrl-C to stop)`);
    if (!this.interrupted.aborted) await once(this.interrupted, 'abort');
    await site.close();
  }
}
