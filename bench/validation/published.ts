import type { StopRule } from '../../nodes/protocol/node/config.js';

/** A figure as it is printed in the paper: its last digit tells how far it was rounded. */
export type Printed = string;

/** One line of a table: k of the stop rule, then the figures of EpidemicOutcome. */
export interface PublishedRow {
  readonly k: number;
  readonly residue: Printed;
  readonly traffic: Printed;
  readonly tAve: Printed;
  readonly tLast: Printed;
}

export interface PublishedTable {
  readonly title: string;
  readonly mode: 'push' | 'pull';
  readonly stopRule: StopRule;
  readonly rows: readonly PublishedRow[];
}

/** Sites in each of the tables. */
export const publishedSites = 1_000;

const row = (k: number, residue: Printed, traffic: Printed, tAve: Printed, tLast: Printed): PublishedRow => ({
  k,
  residue,
  traffic,
  tAve,
  tLast,
});

/** Demers et al., Epidemic algorithms for replicated database maintenance, PODC 1987, section 1.4, tables 1 to 3. */
export const demersTables: readonly PublishedTable[] = [
  {
    title: 'Demers 1987, table 1: push, feedback and counter',
    mode: 'push',
    stopRule: 'feedback-counter',
    rows: [
      row(1, '0.176', '1.74', '11.0', '16.8'),
      row(2, '0.037', '3.30', '12.1', '16.9'),
      row(3, '0.011', '4.53', '12.5', '17.4'),
      row(4, '0.0036', '5.64', '12.7', '17.5'),
      row(5, '0.0012', '6.68', '12.8', '17.7'),
    ],
  },
  {
    title: 'Demers 1987, table 2: push, blind and coin',
    mode: 'push',
    stopRule: 'blind-coin',
    rows: [
      row(1, '0.960', '0.04', '19', '38'),
      row(2, '0.205', '1.59', '17', '33'),
      row(3, '0.060', '2.82', '15', '32'),
      row(4, '0.021', '3.91', '14.1', '32'),
      row(5, '0.008', '4.95', '13.8', '32'),
    ],
  },
  {
    title: 'Demers 1987, table 3: pull, feedback and counter',
    mode: 'pull',
    stopRule: 'feedback-counter',
    rows: [
      row(1, '0.031', '2.70', '9.97', '17.63'),
      row(2, '0.00058', '4.49', '10.07', '15.39'),
      row(3, '0.000004', '6.09', '10.08', '14.00'),
    ],
  },
];
