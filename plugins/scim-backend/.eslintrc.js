/*
 * Imports run one way through the rooms of this package:
 * protocol, api → enforcement → ownership → access → directory → database,
 * with audit and connections beside directory, notifications beside ownership.
 */
const rooms = {
  database: [],
  audit: ['database'],
  connections: ['database', 'audit'],
  directory: ['database', 'audit', 'connections'],
  access: ['database', 'audit', 'connections', 'directory'],
  ownership: ['database', 'directory', 'access'],
  notifications: ['database', 'connections', 'directory', 'access'],
  enforcement: [
    'database',
    'audit',
    'connections',
    'directory',
    'access',
    'ownership',
  ],
  protocol: [
    'database',
    'audit',
    'connections',
    'directory',
    'access',
    'enforcement',
  ],
  api: [
    'database',
    'audit',
    'connections',
    'directory',
    'access',
    'ownership',
    'enforcement',
  ],
  // They go through the REST API, as whoever calls them.
  actions: [],
};

module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  rules: {
    'jest/expect-expect': [
      'error',
      // A property holds its own expectations.
      { assertFunctionNames: ['expect', 'fc.assert'] },
    ],
    'import/no-restricted-paths': [
      'error',
      {
        basePath: `${__dirname}/src`,
        zones: Object.entries(rooms).map(([room, allowed]) => ({
          target: `./${room}/!(*.test).ts`,
          from: '.',
          except: [`./${room}`, ...allowed.map(name => `./${name}`)],
          message: `'${room}' may only import from: ${
            allowed.join(', ') || 'nothing of ours'
          }.`,
        })),
      },
    ],
  },
});
