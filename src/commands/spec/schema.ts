import { specJsonSchema } from '../../../bench/spec/input/fields.js';
import { BaseCommand } from '../../command-line/base-command.js';

export default class SpecSchema extends BaseCommand {
  static override summary = 'Print the JSON Schema of a spec, for editors.';
  static override description =
    'Editors with JSON Schema support use it to complete and check a spec. `gossip-bench init` writes it beside the new spec.';
  static override examples = [
    { description: 'Save the schema to a file', command: '<%= config.bin %> spec schema > spec.schema.json' },
  ];

  async run(): Promise<object> {
    await this.parse(SpecSchema);
    const schema = specJsonSchema();
    if (!this.jsonEnabled()) this.logJson(schema);
    return schema;
  }
}
