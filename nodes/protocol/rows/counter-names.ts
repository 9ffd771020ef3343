/** The plain counters, in the order in which rows have them. */
export const counterNames = [
  'copiesSent',
  'copiesReceived',
  'updatesApplied',
  'updatesSuperseded',
  'duplicates',
  'updatesWritten',
  'writesRefused',
  'writesPushedBack',
  'roundsStarted',
  'exchangesStarted',
  'exchangesFailed',
] as const;
