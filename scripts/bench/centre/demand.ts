import type { CentrePack } from '@grid/data/contract'
import { Random } from '../../build-demo/random.ts'

/** A local day and how many tickets are reported on it. `season` is 1 while the heating is on. */
export interface BenchDay {
  day: string
  tickets: number
  season: 0 | 1
}

/** First and last local day of the data, and its end: what would have happened later has not. */
export const firstDay = '2024-01-01'
export const days = 730

const dayMs = 86_400_000
/** Sunday first: the hotline's week as published, Monday the busiest. */
const ofWeek = [0.72, 1.22, 1.14, 1.08, 1.05, 1.03, 0.76]
const growth = 0.35

/** Days with their tickets: the week, the seasons, some growth and some chance. The sum is exactly `tickets`. */
export function benchDays(tickets: number, seed: string): BenchDay[] {
  const random = Random.named(`bench days ${seed}`)
  const start = Date.parse(`${firstDay}T00:00:00Z`)
  const rows = Array.from({ length: days }, (_, index) => {
    const date = new Date(start + index * dayMs)
    const year = index / 365
    const season = 1 + 0.18 * Math.cos(2 * Math.PI * (year - 0.55))
    const chance = Math.max(0.5, 1 + 0.09 * random.bell())
    const weight = (ofWeek[date.getUTCDay()] ?? 1) * season * (1 + (growth * index) / days) * chance
    const month = date.getUTCMonth()
    return { day: date.toISOString().slice(0, 10), weight, season: month < 3 || month > 9 ? 1 : 0 } as const
  })
  const all = rows.reduce((sum, { weight }) => sum + weight, 0)
  let weighed = 0
  let given = 0
  return rows.map(({ day, weight, season }) => {
    weighed += weight
    const until = Math.round((weighed / all) * tickets)
    const own = until - given
    given = until
    return { day, tickets: own, season }
  })
}

/** How often each category is complained about, by kind of place and season; who handles it first. */
export interface BenchCategory {
  id: string
  name: string
  profile: number
  season: number
  weight: number
  /** of a hundred tickets, how many go to the community and how many to the street; departments get the rest */
  community: number
  street: number
  department: string
}

/** Weights of the categories of a pack; the same for the same seed. */
export function benchCategories(pack: CentrePack, seed: string): BenchCategory[] {
  const random = Random.named(`bench categories ${seed}`)
  const departments = pack.units.filter(({ tier }) => tier === 'department').map(({ id }) => id)
  const listed = new Map(
    pack.checklists.flatMap(({ tier, items }) => items.map((item) => [item.category, tier])),
  )
  return pack.categories
    .filter(({ parent }) => parent !== undefined)
    .flatMap(({ id, name }) => {
      const busy = 40 ** random.unit()
      const village = 0.3 + random.unit()
      const department = random.pick(departments)
      const tier = listed.get(id)
      const [community, street] = tier === 'community' ? [78, 14] : tier === 'street' ? [34, 48] : [22, 16]
      const heating = id.includes('heating')
      return [0, 1].flatMap((profile) =>
        [0, 1].map((season) => ({
          id,
          name: typeof name === 'string' ? name : name.zh,
          profile,
          season,
          weight: Math.max(
            1,
            Math.round(10 * busy * (profile ? village : 1) * (heating ? (season ? 6 : 0.1) : 1)),
          ),
          community,
          street,
          department,
        })),
      )
    })
}

/** How often tickets come by each way, in percent. */
export const benchSources = [
  { id: 'hotline_12345', weight: 41, proactive: false },
  { id: 'grid_inspection', weight: 33, proactive: true },
  { id: 'resident', weight: 15, proactive: false },
  { id: 'department', weight: 4, proactive: false },
  { id: 'sensor', weight: 4, proactive: true },
  { id: 'superior', weight: 2, proactive: false },
  { id: 'media', weight: 1, proactive: false },
] as const

/** How often tickets come in each hour of the day, of a thousand. */
export const ofHour = [
  6, 4, 3, 2, 3, 8, 22, 48, 82, 96, 92, 70, 44, 52, 74, 78, 72, 62, 48, 42, 36, 28, 18, 10,
]
