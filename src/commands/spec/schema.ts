import { specJsonSchema } from '../../../bench/spec/input/fields.js';
import { BaseCommand } from '../../command-line/base-command.js';

export default class SpecSchema extends BaseCommand {
  static override summary = 'Print the JSON Schema of a spec, for editors.';
  static override description =
    'Editors that know JSON Schema complete and check a spec by it. `gossip-bench init` writes the schema beside the spec that it makes.';
  static override examples = [
    { description: 'Keep the schema in a file', command: '<%= config.bin %> spec schema > spec.schema.json' },
  ];

  async run(): Promise<object> {
    await this.parse(SpecSchema);
    const schema = specJsonSchema();
    if (!this.jsonEnabled()) this.logJson(schema);
    return schema;
  }
}
