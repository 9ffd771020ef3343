import { calibrationTable, orderTable, tradeOffTable, tunedTable } from './search-tables.js';
import { demersTable, nightsTable, roundsTable } from './tables.js';
import { disagreements, type Validation } from './validation.js';

export interface Report {
  readonly text: string;
  /** 0 where every judged figure agrees, 1 otherwise. */
  readonly exitCode: 0 | 1;
}

export function reportOf(validation: Validation): Report {
  const found = disagreements(validation);
  const verdict = found.length === 0 ? 'All judged figures agree.' : ['Disagreements:', ...found].join('\n');
  const { tuning, tuningUnderLoss, calibration, lifeguard } = validation;
  const tables = [
    ...validation.tables.map(demersTable),
    roundsTable(validation.rounds),
    nightsTable(validation.nights),
    ...(tuning ? [tunedTable(tuning)] : []),
    ...(tuningUnderLoss ? [tunedTable(tuningUnderLoss, { under: ' under 10 % loss', isJudged: false })] : []),
    ...(calibration ? [calibrationTable(calibration)] : []),
    ...(lifeguard ? [tradeOffTable(lifeguard.tradeOffs), orderTable(lifeguard.order)] : []),
  ];
  return { text: [...tables, verdict].join('\n\n'), exitCode: found.length === 0 ? 0 : 1 };
}
