import { dayOf } from '../local-time.ts'
import { monthAfter, type Stage, someDay } from './stage.ts'

export const yanglinGrid = '610117001008002'
export const minshengGrid = '610117001003001'
export const jingyuanGrid = '610117001004001'

/** How people reach the centre without the hotline, whose counts in Shuijing are told elsewhere. */
const atTheOffice = ['resident', 'resident', 'resident', 'department', 'media']

/** Yanglin Phase III: in November 2024 the property manager resigns; no water, then no cleaning. */
function yanglin({ grid, random, tell }: Stage): void {
  const sites = grid(yanglinGrid)
  const run = (count: number, from: string, days: number, category: string, title: string): void => {
    for (let i = 0; i < count; i++) {
      const site = random.pick(sites.homes)
      tell({
        day: dayOf(from) + random.between(0, days - 1),
        source: random.pick(atTheOffice),
        category,
        sites,
        site,
        title: `${site.address}${title}`,
      })
    }
  }
  run(4, '2024-11-04', 4, 'property_withdrawal', '物业公司突然撤离')
  run(24, '2024-11-06', 10, 'utilities_water_supply', '物业撤离后停水')
  run(12, '2024-11-10', 25, 'sanitation_household_waste', '无人清运垃圾')
  run(8, '2024-11-12', 30, 'sanitation_dirty_environment', '环境脏乱无人管')
  run(5, '2024-11-12', 24, 'building_stairs_lighting', '楼道灯坏了无人修')
}

/** Minsheng Quarter: stairs and handrails of five-guarantees households, found door by door after the start. */
function minsheng({ grid, random, tell }: Stage): void {
  const sites = grid(minshengGrid)
  const calls = ['2024-12-11', '2025-03-18', '2025-05-22'].map((date) => [dayOf(date), 'resident'] as const)
  const visits = [5, 4, 3, 2, 2].flatMap((count, index) =>
    Array.from(
      { length: count },
      () => [someDay(monthAfter('2025-07', index), random), 'grid_inspection'] as const,
    ),
  )
  for (const [day, source] of [...calls, ...visits]) {
    const site = random.pick(sites.homes.slice(0, 5))
    const title = `${site.address}五保户门前楼梯${random.pick(['扶手松动', '台阶破损', '没有扶手', '照明不足、台阶缺角'])}`
    tell({ day, source, category: 'building_stairs_damage', sites, site, title })
  }
}

/** Jingyuan Quarter: garbage scattered at one corner, month after month, until a collection point is built. */
function jingyuan({ grid, random, tell }: Stage): void {
  const sites = grid(jingyuanGrid)
  const corner = sites.spots[5] ?? sites.spots[0]
  if (!corner) throw new Error('Jingyuan has no corner')
  for (let index = 0; index < 24; index++) {
    const built = index >= 14
    for (let left = built ? random.between(1, 2) : random.between(8, 10); left > 0; left--) {
      tell({
        day: someDay(monthAfter('2024-07', index), random),
        source: random.pick(built ? ['grid_inspection'] : ['hotline_12345', 'hotline_12345', 'resident']),
        category: 'sanitation_scattered_garbage',
        sites,
        site: corner,
        spread: 9,
      })
    }
  }
}

/** The three quarters of the founding text with the problems it names. */
export function quarters(stage: Stage): void {
  yanglin(stage)
  minsheng(stage)
  jingyuan(stage)
}
