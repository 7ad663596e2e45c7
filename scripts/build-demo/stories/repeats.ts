import { dayOf } from '../local-time.ts'
import type { Stage } from './stage.ts'

/** A place that keeps coming back: one category at one site, so many tickets a month between two days. */
export interface RepeatPlace {
  grid: string
  category: string
  at: 'home' | 'spot'
  /** which of the grid's sites */
  site: number
  from: string
  to: string
  perMonth: number
}

/** Repeat places of the demo, told in the pack's README. */
export const repeatPlaces: readonly RepeatPlace[] = [
  {
    grid: '610117002001002',
    category: 'lifts_breakdown',
    at: 'home',
    site: 3,
    from: '2024-09-10',
    to: '2025-03-01',
    perMonth: 5,
  },
  {
    grid: '610117001002003',
    category: 'sanitation_household_waste',
    at: 'spot',
    site: 5,
    from: '2024-07-01',
    to: '2026-07-01',
    perMonth: 4,
  },
  {
    grid: '610117003005002',
    category: 'building_flooding',
    at: 'home',
    site: 1,
    from: '2024-07-10',
    to: '2024-09-01',
    perMonth: 7,
  },
  {
    grid: '610117003005002',
    category: 'building_flooding',
    at: 'home',
    site: 1,
    from: '2025-07-05',
    to: '2025-09-20',
    perMonth: 6,
  },
  {
    grid: '610117004002001',
    category: 'roads_manhole',
    at: 'spot',
    site: 8,
    from: '2025-03-01',
    to: '2025-05-01',
    perMonth: 5,
  },
  {
    grid: '610117005200001',
    category: 'roads_streetlight',
    at: 'spot',
    site: 3,
    from: '2025-10-01',
    to: '2026-01-01',
    perMonth: 4,
  },
  {
    grid: '610117004006001',
    category: 'utilities_heating',
    at: 'home',
    site: 7,
    from: '2024-11-15',
    to: '2025-01-01',
    perMonth: 8,
  },
  {
    grid: '610117004006001',
    category: 'utilities_heating',
    at: 'home',
    site: 7,
    from: '2025-11-15',
    to: '2026-01-01',
    perMonth: 5,
  },
  {
    grid: '610117002005003',
    category: 'parking_ebike',
    at: 'home',
    site: 4,
    from: '2025-02-10',
    to: '2025-08-01',
    perMonth: 5,
  },
  {
    grid: '610117006200001',
    category: 'street_order_stalls',
    at: 'spot',
    site: 6,
    from: '2024-09-01',
    to: '2026-06-01',
    perMonth: 3,
  },
  {
    grid: '610117003002001',
    category: 'noise_fumes_construction',
    at: 'spot',
    site: 8,
    from: '2026-03-01',
    to: '2026-06-01',
    perMonth: 8,
  },
  {
    grid: '610117007200001',
    category: 'utilities_water_supply',
    at: 'home',
    site: 2,
    from: '2025-07-01',
    to: '2025-09-01',
    perMonth: 6,
  },
  {
    grid: '610117002013001',
    category: 'parking_fire_lane',
    at: 'spot',
    site: 1,
    from: '2025-12-01',
    to: '2026-07-01',
    perMonth: 4,
  },
]

const sources = ['hotline_12345', 'hotline_12345', 'resident', 'grid_inspection']

/** One bad lift, one rubbish corner, one stairwell that floods: the same site again and again. */
export function repeats({ random, grid, tell }: Stage): void {
  for (const { grid: code, category, at, site: index, from, to, perMonth } of repeatPlaces) {
    const sites = grid(code)
    const site = (at === 'home' ? sites.homes : sites.spots)[index]
    if (!site) throw new Error(`repeat place ${code}: no site ${index}`)
    const every = 30 / perMonth
    for (
      let day = dayOf(from) + every * random.unit();
      day < dayOf(to);
      day += every * (0.5 + random.unit())
    ) {
      tell({ day: Math.floor(day), source: random.pick(sources), category, sites, site, spread: 7 })
    }
  }
}
