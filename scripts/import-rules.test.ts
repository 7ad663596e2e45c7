import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { cruise, type IForbiddenRuleType } from 'dependency-cruiser'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const rules: { forbidden: IForbiddenRuleType[]; options: object } = createRequire(import.meta.url)(
  '../.dependency-cruiser.cjs',
)
const repository = fileURLToPath(new URL('..', import.meta.url))
const declared = [
  '@duckdb/node-api',
  'maplibre-gl',
  'echarts',
  '@deck.gl/maplibre',
  'playwright-core',
  'zod',
  'hono',
]

/** What a file holds, and the one rule it breaks; none when it is as it should be. */
const cases: [path: string, text: string, rule?: string][] = [
  ['data/contract/area.ts', "import 'zod'"],
  ['data/contract/bad.ts', "import 'hono'", 'data-stands-alone'],
  ['data/contract/worse.ts', "import '../../server/clock.ts'", 'data-stands-alone'],
  ['server/clock.ts', 'export const clock = 1'],
  ['server/app.ts', "import './tickets/routes.ts'\nexport type App = 1"],
  ['server/main.ts', "import './app.ts'\nimport './store/index.ts'"],
  ['server/cli.ts', "import './store/open.ts'", 'house-through-index'],
  ['server/store/open.ts', "import '@duckdb/node-api'\nexport const open = 1"],
  ['server/store/index.ts', "export * from './open.ts'"],
  ['server/store/bad.ts', "import '../filter/index.ts'", 'server-store-outbound-looks-up'],
  ['server/filter/index.ts', "import '../../data/contract/area.ts'\nexport {}"],
  ['server/filter/bad.ts', "import '../../web/lib/time.ts'", 'server-knows-data'],
  ['server/filter/worse.ts', "import '../measures/index.ts'", 'server-filter-audit-access-looks-up'],
  ['server/centre/bad.ts', "import '../filter/index.ts'", 'server-centre-looks-up'],
  ['server/deadlines/bad.ts', "import '../filter/index.ts'", 'server-cells-deadlines-statistics-looks-up'],
  ['server/http/index.ts', "import '../filter/index.ts'\nexport {}"],
  ['server/tickets/web.ts', "import '../http/index.ts'", 'http-serves-routes'],
  ['server/measures/index.ts', "import '../filter/index.ts'\nimport '../store/index.ts'\nexport {}"],
  ['server/measures/bad.ts', "import '../areas/index.ts'", 'server-measures-looks-up'],
  ['server/repeats/bad.ts', "import '../measures/index.ts'", 'server-repeats-looks-up'],
  ['server/areas/index.ts', "import '../measures/index.ts'\nexport {}"],
  ['server/areas/list.ts', "import '../store/open.ts'", 'rooms-through-index'],
  ['server/areas/driver.ts', "import '@duckdb/node-api'", 'sole-importer-of-duckdb-node-api'],
  ['server/areas/house.ts', "import '../main.ts'", 'rooms-below-the-house'],
  ['server/areas/export.ts', "import '../layers/index.ts'", 'looks-up'],
  ['server/tickets/routes.ts', "import './list.ts'\nimport '../http/index.ts'\nexport {}"],
  ['server/tickets/list.ts', 'export const list = 1'],
  ['server/tickets/bad.ts', "import './routes.ts'", 'only-app-mounts-routes'],
  ['server/layers/index.ts', "import '../areas/index.ts'\nexport {}"],
  [
    'server/layers/bad.ts',
    "import '../tiles/index.ts'",
    'server-open311-live-layers-alerts-demo-boundaries-admissions-looks-up',
  ],
  ['server/tiles/index.ts', "import '../layers/index.ts'\nexport {}"],
  ['server/ogc/index.ts', 'export {}'],
  ['server/tiles/bad.ts', "import '../ogc/index.ts'", 'server-tiles-looks-up'],
  ['server/tickets/one.ts', "import './two.ts'\nexport const one = 1", 'no-circular'],
  ['server/tickets/two.ts', "import './one.ts'\nexport const two = 1"],
  ['server/tickets/lost.ts', "import './nowhere.ts'", 'resolvable'],
  ['server/tickets/undeclared.ts', "import 'undeclared'", 'declared'],
  ['server/tickets/list.test.ts', "import './list.ts'"],
  ['web/api/client.ts', "import type { App } from '../../server/app.ts'\nexport type Client = App"],
  [
    'web/api/bad.ts',
    "import { App } from '../../server/app.ts'\nexport const app = App",
    'web-takes-types-from-server',
  ],
  [
    'web/api/worse.ts',
    "import type { clock } from '../../server/clock.ts'\nexport type C = clock",
    'web-knows-data',
  ],
  ['web/lib/time.ts', 'export const time = 1'],
  ['web/lib/bad.ts', "import '../api/client.ts'", 'looks-up'],
  ['web/view/bad.ts', "import '../map/MapCanvas.tsx'", 'web-api-view-charts-looks-up'],
  ['web/map/overlay.ts', "import '@deck.gl/maplibre'"],
  ['web/layers/bad.ts', "import '@deck.gl/maplibre'", 'sole-importer-of-deck-gl-maplibre'],
  ['web/map/MapCanvas.tsx', "import 'maplibre-gl'\nimport '../lib/time.ts'\nexport {}"],
  ['web/panels/Legend.tsx', "import 'maplibre-gl'", 'sole-importer-of-maplibre-gl'],
  ['web/panels/Chart.tsx', "import 'echarts'", 'sole-importer-of-echarts'],
  ['web/panels/bad.tsx', "import '../screens/Area.tsx'", 'web-panels-layers-map-looks-up'],
  ['web/charts/line.ts', "import 'echarts'"],
  ['web/screens/Area.tsx', "import '../map/MapCanvas.tsx'\nexport {}"],
  ['scripts/bench.ts', "import '../server/app.ts'"],
  ['scripts/bad.ts', "import '../test/drivers/browser.ts'", 'scripts-stand-aside'],
  ['test/drivers/browser.ts', "import 'playwright-core'\nexport {}"],
  ['test/e2e/area.test.ts', "import '../drivers/browser.ts'"],
  ['test/e2e/bad.test.ts', "import 'playwright-core'", 'sole-importer-of-playwright-core'],
  ['test/e2e/reuse.ts', "import './area.test.ts'", 'tests-are-not-imported'],
]

let root = ''
const broken = new Map<string, string[]>()

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'import rules '))
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  const dependencies = Object.fromEntries(declared.map((name) => [name, '1.0.0']))
  write('package.json', JSON.stringify({ name: 'house', type: 'module', dependencies }))
  for (const name of [...declared, 'undeclared']) {
    write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' }))
    write(`node_modules/${name}/index.js`, '')
  }
  for (const [path, text] of cases) write(path, text)
  symlinkSync(join(repository, 'tsconfig.json'), join(root, 'tsconfig.json'))
  const { tsConfig: _, progress: __, ...options } = { tsConfig: 0, progress: 0, ...rules.options }
  const { output } = await cruise(['data', 'server', 'web', 'scripts', 'test'], {
    ...options,
    baseDir: root,
    validate: true,
    ruleSet: { forbidden: rules.forbidden },
  })
  if (typeof output === 'string') throw new Error('expected a result, not a report')
  for (const { from, rule } of output.summary.violations)
    broken.set(from, [...(broken.get(from) ?? []), rule.name])
})

afterAll(() => rmSync(root, { recursive: true }))

describe('import rules', () => {
  it.each(cases)('%s with %j: %s', (path, _, rule) => {
    const found = broken.get(path) ?? []
    if (rule === undefined) expect(found).toEqual([])
    else expect(found.some((name) => name.endsWith(rule))).toBe(true)
  })

  it('has a case for each rule', () => {
    const seen = new Set([...broken.values()].flat())
    const unseen = rules.forbidden.map(({ name }) => name).filter((name) => name && !seen.has(name))
    expect(unseen).toEqual([])
  })
})
