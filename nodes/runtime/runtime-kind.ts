/** Where nodes run: as child processes, in containers, or in virtual time. */
export const runtimeKinds = ['process', 'docker', 'sim'] as const;
export type RuntimeKind = (typeof runtimeKinds)[number];
