// Who may import whom: the walls of the house. Each rule says in its comment what to do instead.
// Rooms of the server are its folders; they speak to each other through index.ts alone.

const test = '[.]test[.]tsx?$'
const npm = (name) => `(^|/)node_modules/${name}/`

/** One rule: files matching `from` may not import files matching `to`. */
const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })

/** The only place that may import a package. */
const soleImporter = (packages, place, except = []) =>
  forbid(
    `sole-importer-of-${packages[0].replace(/[^a-z]+/g, '-').replace(/^-/, '')}`,
    `Only ${place} imports ${packages.join(', ')}; call what it exports.`,
    { pathNot: [`^${place}`, ...except] },
    { path: packages.map(npm) },
  )

/** Folders below `base`, highest first: none may import from a tier above its own. */
const tiers = (base, name, list) =>
  list.slice(1).map((lower, i) =>
    forbid(
      `${name}-${lower.join('-')}-looks-up`,
      `${lower.join(', ')} may not import from ${list
        .slice(0, i + 1)
        .flat()
        .join(', ')}, which stand above.`,
      { path: `^${base}/(${lower.join('|')})/`, pathNot: test },
      {
        path: `^${base}/(${list
          .slice(0, i + 1)
          .flat()
          .join('|')})/`,
      },
    ),
  )

module.exports = {
  forbidden: [
    forbid('no-circular', 'Two files that need each other are one thing or three.', {}, { circular: true }),
    forbid('resolvable', 'The import leads nowhere.', {}, { couldNotResolve: true }),
    forbid(
      'declared',
      'Declare the package in the package.json of the folder that imports it.',
      { pathNot: [test, '^test/', '^scripts/', '[.]config[.]ts$'] },
      { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'deprecated'] },
    ),

    // Between the packages.
    forbid(
      'data-stands-alone',
      'data says what the numbers mean and knows nobody but zod.',
      { path: '^data/', pathNot: test },
      { pathNot: ['^data/', npm('zod')] },
    ),
    forbid(
      'server-knows-data',
      'From outside its folder the server imports packages and data/contract only.',
      { path: '^server/', pathNot: test },
      { path: '^(web|scripts|test|data)/', pathNot: '^data/contract/' },
    ),
    forbid(
      'web-knows-data',
      'From outside its folder the web imports packages, data/contract and the type App only.',
      { path: '^web/', pathNot: test },
      { path: '^(server|scripts|test|data)/', pathNot: ['^data/contract/', '^server/app[.]ts$'] },
    ),
    forbid(
      'web-takes-types-from-server',
      'The web imports the type App with import type; nothing of the server may land in the browser.',
      { path: '^web/' },
      { path: '^server/', dependencyTypesNot: ['type-only'] },
    ),
    forbid(
      'scripts-stand-aside',
      'Scripts use data and server; what the web or the tests need lives there.',
      { path: '^scripts/' },
      { path: '^(web|test)/' },
    ),
    forbid('tests-are-not-imported', 'A test file is run, not imported.', {}, { path: test }),

    // Between the rooms of the server.
    forbid(
      'rooms-through-index',
      'Import what the other room exports from its index.ts.',
      { path: '^server/([^/]+)/' },
      { path: '^server/[^/]+/', pathNot: ['^server/$1/', '^server/[^/]+/index[.]ts$'] },
    ),
    forbid(
      'house-through-index',
      'The files at the top of the server use rooms through their index.ts or mount their routes.ts.',
      { path: '^server/[^/]+[.]ts$', pathNot: test },
      { path: '^server/[^/]+/', pathNot: '^server/[^/]+/(index|routes)[.]ts$' },
    ),
    forbid(
      'only-app-mounts-routes',
      'routes.ts are thin and stand on top: the app mounts them, nobody else imports them.',
      { path: '^server/', pathNot: ['^server/app[.]ts$', '/(index|routes)[.]ts$', test] },
      { path: '^server/[^/]+/routes[.]ts$' },
    ),
    forbid(
      'rooms-below-the-house',
      'Rooms are mounted by app, main and cli and never import them.',
      { path: '^server/[^/]+/', pathNot: test },
      { path: '^server/(app|main|cli)[.]ts$' },
    ),
    ...tiers('server', 'server', [
      ['ogc'],
      ['tiles'],
      ['open311', 'live', 'layers', 'alerts', 'demo', 'boundaries', 'admissions'],
      [
        'areas',
        'tickets',
        'hotspots',
        'warnings',
        'flows',
        'effect',
        'checklists',
        'eventlog',
        'intake',
        'retention',
      ],
      ['measures'],
      ['repeats'],
      ['filter', 'audit', 'access'],
      ['centre'],
      ['cells', 'deadlines', 'statistics'],
      ['store', 'outbound'],
    ]),
    forbid(
      'http-serves-routes',
      'What all routes share is for the app, its serving and the routes: a question knows nothing of HTTP.',
      {
        path: '^server/',
        pathNot: ['^server/(app|serve|main|problems)[.]ts$', '^server/http/', '/routes[.]ts$', test],
      },
      { path: '^server/http/' },
    ),

    // Between the rooms of the web.
    ...tiers('web', 'web', [
      ['screens'],
      ['panels', 'layers', 'map'],
      ['api', 'view', 'charts'],
      ['ui', 'lib', 'i18n'],
    ]),

    // the benchmark's plain engine is what the product is measured against; a client test reads files with another
    soleImporter(['@duckdb/node-api'], 'server/store/', ['^scripts/bench/engine[.]ts$', '^test/clients/']),
    soleImporter(['maplibre-gl', '@vis[.]gl/react-maplibre'], 'web/map/'),
    soleImporter(['@deck[.]gl/maplibre', '@deck[.]gl/mapbox'], 'web/map/'),
    soleImporter(['echarts'], 'web/charts/'),
    soleImporter(['playwright-core'], 'test/drivers/browser[.]ts'),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['(^|/)dist/', '[.]tmp/', '[.]grid/'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'module', 'browser', 'default', 'types', 'require', 'node'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.d.ts'],
    },
    progress: { type: 'none' },
  },
}
