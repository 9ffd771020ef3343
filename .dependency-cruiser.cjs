/** The import directions of the house, one rule a line. @type {import('dependency-cruiser').IConfiguration} */
const forbid = (name, from, to) => ({ name, severity: 'error', from: { path: from }, to: { path: to } });
module.exports = {
  forbidden: [
    forbid('nodes-stand-alone', '^nodes/', '^(chaos|bench|src)/'),
    forbid('chaos-below-bench', '^chaos/', '^(bench|src)/'),
    forbid('bench-below-src', '^bench/', '^src/'),
    // It knows nothing of who stores, schedules or simulates it; its tests run clusters in the simulator.
    forbid(
      'protocol-stands-alone',
      '^nodes/protocol/(?!testing/)',
      '^nodes/(reference|contract|runtime|image)/',
    ),
    forbid(
      'protocol-loads-few-packages',
      '^nodes/protocol/(?!testing/)(?!.*\\.test\\.ts$)',
      'node_modules/(?!zod|msgpackr|pure-rand)',
    ),
    forbid('sim-queue-stands-alone', '^nodes/runtime/sim/queue/', '^nodes/runtime/sim/(network|storage)/'),
    forbid(
      'sim-storage-below-network',
      '^nodes/runtime/sim/storage/(?!.*\\.test\\.ts$)(?!total-counters)',
      '^nodes/runtime/sim/network/',
    ),
    forbid('contract-knows-only-protocol', '^nodes/contract/', '^nodes/(reference|runtime|image)/'),
    forbid('reference-knows-no-runtime', '^nodes/reference/', '^nodes/(runtime|image)/'),
    forbid('process-knows-no-docker', '^nodes/runtime/process/', '^nodes/runtime/docker/'),
    forbid('docker-knows-no-process', '^nodes/runtime/docker/', '^nodes/runtime/process/'),
    {
      name: 'protocol-has-no-io',
      severity: 'error',
      from: { path: '^nodes/protocol/', pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'dockerode-only-in-docker',
      severity: 'error',
      from: { pathNot: '^nodes/runtime/docker/' },
      to: { path: 'node_modules/dockerode' },
    },
    {
      name: 'toxiproxy-client-only-in-chaos-toxiproxy',
      severity: 'error',
      from: { pathNot: '^chaos/toxiproxy/' },
      to: { path: 'node_modules/toxiproxy-node-client' },
    },
    {
      name: 'analysis-has-no-io',
      severity: 'error',
      from: { path: '^bench/analysis/', pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'tests-are-not-imported', severity: 'error', from: {}, to: { path: '\\.test\\.ts$' } },
    { name: 'only-known-packages', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Programs of their own, with packages of their own.
    exclude: { path: '^nodes/(adapters|implementations/templates)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
