import { day, lastDays, nth, type Setting } from './setting.ts'

/** A page of the product as it opens for 30 days: everything it asks then, under no measure, place or tab that was chosen. */
export interface Page {
  id: string
  ask(setting: Setting, n: number): readonly string[]
}

const days = 30
/** The first headline share, which pages show where nobody chose a measure. */
const shown = 'closing_rate'
/** The time strip's own question: weeks of all there is. */
const strip = ({ from, to }: Setting, rest = '') =>
  `/api/series?measure=reported&bin=week&from=${from}&to=${to}${rest}`
const wallFigures = [
  'reported',
  'overdue',
  'due_soon',
  'returned_twice',
  'first_contact_time',
  'proactive_share',
]

/** What every page needs, and keeps until areas change. */
const frame = ({ levels }: Setting) => [
  '/api/centre',
  '/api/measures',
  ...levels.map((level) => `/api/areas?level=${level}`),
  '/api/areas?kind=special',
  '/api/basemap',
]

export const pages: readonly Page[] = [
  {
    id: 'page: district, 30 days',
    ask: (s, n) => [...frame(s), ...coordinators(lastDays(s, days, n)), strip(s), '/api/warnings'],
  },
  {
    id: 'page: community, 30 days',
    ask: (s, n) => {
      const area = `area=${nth(s.communities, n * 7)}`
      return [
        ...coordinators(`${lastDays(s, days, n)}&${area}`, 'grid'),
        strip(s, `&${area}`),
        `/api/warnings?${area}`,
      ]
    },
  },
  {
    id: 'page: brief, 30 days',
    ask: (s, n) => [
      `/api/summary?${lastDays(s, days, n)}`,
      `/api/breakdown?by=category&measure=reported&${lastDays(s, days, n)}`,
      `/api/breakdown?by=category&measure=reported&${lastDays(s, days, n + days)}`,
      ...[shown, 'reported', 'overdue'].map(
        (id) => `/api/measures/${id}/areas?level=street&${lastDays(s, days, n)}`,
      ),
      `/api/series?measure=reported&bin=month&by=source&from=${s.from}&to=${day(s.to, -(n % 60))}`,
      `/api/overdue?limit=6&${lastDays(s, days, n)}`,
    ],
  },
  {
    id: 'page: checklists in practice, 30 days',
    ask: (s, n) => [
      `/api/mechanisms?${lastDays(s, days, n)}`,
      `/api/checklists?${lastDays(s, days, n)}`,
      `/api/checklists/areas?level=street&${lastDays(s, days, n)}`,
    ],
  },
  {
    id: 'page: flows, 30 days',
    ask: (s, n) =>
      [
        '?by=tier',
        '?by=unit',
        '/paths?by=tier&top=200',
        '/paths?by=tier&top=12',
        '/pingpong?by=unit&top=1',
        '/pingpong?by=unit&top=10',
        '/time?',
        '/hops?',
        '/front?',
        '/problems?limit=10',
        '/whatif?',
      ].map((question) => `/api/flows${question}&${lastDays(s, days, n)}`),
  },
  {
    id: 'page: plan, 30 days',
    ask: (s, n) =>
      [shown, 'reported', 'overdue'].map(
        (id) => `/api/measures/${id}/areas?level=street&${lastDays(s, days, n)}`,
      ),
  },
  {
    id: 'page: wall, 30 days',
    ask: (s, n) => [
      `/api/summary?${wallFigures.map((id) => `measure=${id}`).join('&')}&${lastDays(s, days, n)}`,
      `/api/measures/hotline_per_1000_households/areas?level=street&${lastDays(s, days, n)}`,
      `/api/breakdown?by=category&measure=reported&${lastDays(s, days, n)}`,
      '/api/warnings',
      '/api/tickets?limit=40',
    ],
  },
  { id: 'page: ticket', ask: (s, n) => [`/api/tickets/${nth(s.tickets, n * 13)}`] },
]

/** Headline, map and ranking, and what the tickets are. */
export function coordinators(period: string, level = 'street', measure = shown): string[] {
  return [
    `/api/summary?${period}`,
    `/api/measures/${measure}/areas?level=${level}&${period}`,
    `/api/breakdown?by=category&measure=${measure}&${period}`,
  ]
}

/** What kind of question a path is: itself without when and where, which differ from one asking to the next. */
export function kindOf(path: string): string {
  const { pathname, searchParams } = new URL(path, 'http://centre')
  for (const parameter of ['from', 'to', 'asOf', 'area']) searchParams.delete(parameter)
  const rest = searchParams.toString()
  return `${pathname.replace(/^(\/api\/tickets)\/.+/, '$1/:id')}${rest ? `?${rest}` : ''}`
}
