import { z } from 'zod';
import { type Result, resultSchema } from '../../bench/result/result.js';
import { CodedError } from '../../nodes/coded-error.js';
import { readPlainFile } from './read-plain-file.js';
import type { RunFolder } from './run-folder.js';

const current = resultSchema.shape.schemaVersion.value;
const remedy = 'Rebuild it from the journal: `gossip-bench report <run folder>`.';

/** A run's result.json. @throws CodedError RUN_UNREADABLE where it is missing, damaged, or of another schemaVersion */
export async function readResult({ result }: RunFolder): Promise<Result> {
  const text = await readPlainFile(result).catch((error: NodeJS.ErrnoException) => {
    throw unreadable(result, error.code === 'ENOENT' ? 'the run did not end properly' : error.message);
  });
  const value = parsed(text, result);
  const version = z.object({ schemaVersion: z.unknown() }).safeParse(value).data?.schemaVersion;
  if (version !== current) {
    const shown = version === undefined ? 'has no schemaVersion' : `is of schemaVersion ${version}`;
    throw unreadable(result, `it ${shown}, this program reads ${current}`);
  }
  const checked = resultSchema.safeParse(value);
  if (checked.success) return checked.data;
  const [issue] = checked.error.issues;
  throw unreadable(result, `${issue?.path.join('.')}: ${issue?.message}`);
}

function parsed(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw unreadable(path, (error as Error).message);
  }
}

const unreadable = (path: string, reason: string): CodedError =>
  new CodedError('RUN_UNREADABLE', `cannot read ${path}: ${reason}`, { remedy });
