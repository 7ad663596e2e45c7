import { coordinators, pages } from './pages.ts'
import { allTime, lastDays, nth, type Setting } from './setting.ts'

/** A question, or several that a page asks together. `ask(s, n)`: the paths of the nth asking, no two alike. */
export interface Question {
  id: string
  group: 'page' | 'filter' | 'history' | 'area' | 'tickets' | 'space' | 'flow' | 'tile' | 'features'
  ask(setting: Setting, n: number): readonly string[]
}

type Period = (setting: Setting, n: number) => string

const month: Period = (s, n) => lastDays(s, 30, n)
const quarter: Period = (s, n) => lastDays(s, 90, n)
const year: Period = (s, n) => lastDays(s, 365, n)
const all: Period = allTime

const one =
  (path: (s: Setting, n: number) => string): Question['ask'] =>
  (s, n) => [path(s, n)]
const withPeriod = (path: string, period: Period) =>
  one((s, n) => `${path}${path.includes('?') ? '&' : '?'}${period(s, n)}`)
const fiveMeasures = `/api/summary?${['reported', 'open', 'overdue', 'closing_rate', 'proactive_share'].map((id) => `measure=${id}`).join('&')}`
const nthArea = (s: Setting, n: number) => nth(s.communities, n * 7)

/** Every question of the benchmark; one that the server has no route for is reported as absent. */
export const questions: readonly Question[] = [
  ...pages.map((page) => ({ ...page, group: 'page' as const })),
  { id: 'all panels, 30 days', group: 'filter', ask: (s, n) => coordinators(month(s, n)) },
  { id: 'all panels, a year', group: 'filter', ask: (s, n) => coordinators(year(s, n)) },
  { id: 'all panels, all time', group: 'filter', ask: (s, n) => coordinators(all(s, n)) },
  {
    id: 'all panels, a year, one category',
    group: 'filter',
    ask: (s, n) => coordinators(`${year(s, n)}&category=sanitation`),
  },
  { id: 'summary, 30 days', group: 'filter', ask: withPeriod('/api/summary', month) },
  { id: 'summary, a year', group: 'filter', ask: withPeriod('/api/summary', year) },
  { id: 'summary, all time', group: 'history', ask: withPeriod('/api/summary', all) },
  { id: 'five measures, 30 days', group: 'filter', ask: withPeriod(fiveMeasures, month) },
  { id: 'five measures, a year', group: 'filter', ask: withPeriod(fiveMeasures, year) },
  { id: 'five measures, all time', group: 'history', ask: withPeriod(fiveMeasures, all) },
  {
    id: 'reported by grid, 30 days',
    group: 'area',
    ask: withPeriod('/api/measures/reported/areas?level=grid', month),
  },
  {
    id: 'reported by grid, all time',
    group: 'history',
    ask: withPeriod('/api/measures/reported/areas?level=grid', all),
  },
  {
    id: 'overdue by street, 30 days',
    group: 'area',
    ask: withPeriod('/api/measures/overdue/areas?level=street', month),
  },
  {
    id: 'closing rate by community, a year',
    group: 'area',
    ask: withPeriod('/api/measures/closing_rate/areas?level=community', year),
  },
  {
    id: 'reported by day, all time',
    group: 'history',
    ask: one((s, n) => `/api/series?measure=reported&bin=day&from=${s.from}&to=${s.to}&${all(s, n)}`),
  },
  {
    id: 'open by day, all time',
    group: 'history',
    ask: one((s, n) => `/api/series?measure=open&bin=day&from=${s.from}&to=${s.to}&${all(s, n)}`),
  },
  {
    id: 'closing rate by month, all time',
    group: 'history',
    ask: one((s, n) => `/api/series?measure=closing_rate&bin=month&from=${s.from}&to=${s.to}&${all(s, n)}`),
  },
  {
    id: 'reported by month and source, all time',
    group: 'history',
    ask: one(
      (s, n) => `/api/series?measure=reported&bin=month&by=source&from=${s.from}&to=${s.to}&${all(s, n)}`,
    ),
  },
  {
    id: 'handling time by category, a year',
    group: 'area',
    ask: withPeriod('/api/breakdown?by=category&measure=handling_time', year),
  },
  {
    id: 'handling time by category, all time',
    group: 'history',
    ask: withPeriod('/api/breakdown?by=category&measure=handling_time', all),
  },
  {
    id: 'before and after, a community',
    group: 'area',
    ask: one((s, n) => `/api/effect?area=${nthArea(s, n)}&date=2025-01-01`),
  },
  {
    id: 'last 100 of the centre',
    group: 'tickets',
    ask: one((s, n) => `/api/tickets?limit=100&${month(s, n)}`),
  },
  {
    id: 'last 100 in a grid',
    group: 'tickets',
    ask: one((s, n) => `/api/tickets?limit=100&area=${nth(s.grids, n * 11)}`),
  },
  { id: 'longest overdue', group: 'tickets', ask: withPeriod('/api/overdue?limit=10', month) },
  { id: 'ticket by id', group: 'tickets', ask: one((s, n) => `/api/tickets/${nth(s.tickets, n * 13)}`) },
  {
    id: 'text in titles, a year',
    group: 'tickets',
    ask: one((s, n) => `/api/tickets?limit=100&q=${encodeURIComponent(`${1 + (n % 40)}号楼`)}&${year(s, n)}`),
  },
  {
    id: 'in a box, a year',
    group: 'space',
    ask: one((s, n) => `/api/summary?measure=reported&bbox=${box(n)}&${year(s, n)}`),
  },
  // what the room promises of up to 10,000 cells: Gi* under 200 ms, 24 steps under a second
  { id: 'Gi* of 3,400 cells, 30 days', group: 'space', ask: withPeriod('/api/hotspots', month) },
  { id: 'Gi* of 3,400 cells, a year', group: 'space', ask: withPeriod('/api/hotspots', year) },
  {
    id: 'Gi* of 3,400 cells, a year, one category',
    group: 'space',
    ask: withPeriod('/api/hotspots?category=sanitation', year),
  },
  {
    id: 'Gi* of 9,000 cells, a year',
    group: 'space',
    ask: withPeriod('/api/hotspots?cell=block&bbox=109.02,34.46,109.13,34.56', year),
  },
  { id: 'Gi* of 23,000 cells, a year', group: 'space', ask: withPeriod('/api/hotspots?cell=block', year) },
  {
    id: 'emerging, 3,400 cells, 24 steps',
    group: 'space',
    ask: one((s, n) => `/api/hotspots/emerging?step=15&${lastDays(s, 360, n)}`),
  },
  {
    id: 'emerging, 9,000 cells, 24 steps',
    group: 'space',
    ask: one(
      (s, n) =>
        `/api/hotspots/emerging?cell=block&bbox=109.02,34.46,109.13,34.56&step=15&${lastDays(s, 360, n)}`,
    ),
  },
  { id: 'repeat places, a year', group: 'space', ask: withPeriod('/api/repeats', year) },
  { id: 'flows between tiers, 90 days', group: 'flow', ask: withPeriod('/api/flows?by=tier', quarter) },
  { id: 'flows between units, 90 days', group: 'flow', ask: withPeriod('/api/flows?by=unit', quarter) },
  { id: 'paths, 90 days', group: 'flow', ask: withPeriod('/api/flows/paths', quarter) },
  { id: 'flows between tiers, a year', group: 'flow', ask: withPeriod('/api/flows?by=tier', year) },
  { id: 'flows between units, all time', group: 'flow', ask: withPeriod('/api/flows?by=unit', all) },
  { id: 'flows between tiers, all time', group: 'flow', ask: withPeriod('/api/flows?by=tier', all) },
  { id: 'paths, a year', group: 'flow', ask: withPeriod('/api/flows/paths', year) },
  { id: 'paths, all time', group: 'flow', ask: withPeriod('/api/flows/paths', all) },
  { id: 'paths between units, all time', group: 'flow', ask: withPeriod('/api/flows/paths?by=unit', all) },
  { id: 'time by tier and stage, a year', group: 'flow', ask: withPeriod('/api/flows/time', year) },
  { id: 'ping-pong, a year', group: 'flow', ask: withPeriod('/api/flows/pingpong', year) },
  {
    id: 'tiles of tickets, a year',
    group: 'tile',
    ask: one((s, n) => `${tile('tickets', n)}?${year(s, n)}`),
  },
  {
    id: 'tiles of tickets, all time',
    group: 'tile',
    ask: one((s, n) => `${tile('tickets', n)}?${all(s, n)}`),
  },
  {
    id: 'a map of ticket tiles, 30 days',
    group: 'tile',
    ask: (s, n) => [0, 1, 2, 3].map((step) => `${tile('tickets', 4 * n + step)}?${month(s, n)}`),
  },
  {
    id: 'tiles of grids, one question',
    group: 'tile',
    ask: one((s, n) => `${tile('areas-grid', n)}?${month(s, 0)}`),
  },
  {
    id: 'tile of grids, 30 days',
    group: 'tile',
    ask: one((s, n) => `${tile('areas-grid', n)}?${month(s, n)}`),
  },
  {
    id: 'tile of cells, 30 days',
    group: 'tile',
    ask: one((s, n) => `${tile('cells', n)}?${month(s, n)}`),
  },
  // what GDAL reads one after another
  {
    id: 'a thousand tickets of the standard, all time',
    group: 'features',
    ask: one((s, n) => `/ogc/collections/tickets/items?limit=1000&offset=${n * 7000}&${all(s, 0)}`),
  },
  {
    id: 'time cube, community and day',
    group: 'space',
    ask: one((s, n) => `/api/timecube?level=community&bin=day&${all(s, n)}`),
  },
]

/** A tile of a layer in the town, the nth of another zoom (9 to 16) and a little aside. */
function tile(layer: string, n: number): string {
  const z = 9 + (n % 8)
  const lon = 109.062 + (n % 5) * 0.008
  const lat = 34.522 + (n % 7) * 0.004
  const tiles = 2 ** z
  const x = Math.floor(((lon + 180) / 360) * tiles)
  const y = Math.floor(((1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2) * tiles)
  return `/ogc/collections/${layer}/tiles/WebMercatorQuad/${z}/${y}/${x}`
}

/** A square of some two kilometres, the nth a little to the east of the one before. */
function box(n: number): string {
  const west = 109.02 + (n % 20) * 0.003
  return [west, 34.52, west + 0.02, 34.54].map((degrees) => degrees.toFixed(3)).join(',')
}
