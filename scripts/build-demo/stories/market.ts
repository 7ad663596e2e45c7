import { pointInside } from '../polygon.ts'
import { isWarm, monthAfter, type Stage, someDay } from './stage.ts'

/** The special grid of the farmers' market. */
export const marketCode = '610117001002Z01'

const complaints: readonly [category: string, weight: number][] = [
  ['noise_fumes_night_trade', 5],
  ['noise_fumes_cooking', 5],
  ['street_order_stalls', 7],
  ['street_order_shopfront', 5],
  ['sanitation_household_waste', 2],
  ['parking_road', 2],
]
const sources: readonly [source: string, before: number, after: number][] = [
  ['hotline_12345', 6, 4],
  ['resident', 2, 1],
  ['grid_inspection', 2, 5],
  ['sensor', 0, 1],
]

/** The market: noise, fumes and stalls all year, most in warm months. */
export function market({ tree, random, grid, tell }: Stage): void {
  const place = tree.specials.find(({ code }) => code === marketCode)
  if (!place) throw new Error('no market')
  const { geometry, bounds, name } = place
  const stall = () => {
    for (;;) {
      const point = pointInside(geometry, bounds, random)
      const basic = tree.gridAt(point)
      if (basic) return { sites: grid(basic.code), point }
    }
  }
  for (let index = 0; index < 24; index++) {
    const month = monthAfter('2024-07', index)
    for (let left = isWarm(month.first) ? 30 : 17; left > 0; left--) {
      const { sites, point } = stall()
      const [category = ''] = complaints[random.weighted(complaints.map(([, weight]) => weight))] ?? []
      const [source = ''] =
        sources[random.weighted(sources.map(([, before, after]) => (index < 12 ? before : after)))] ?? []
      const address = `${name.replace('网格', '')}${random.pick(['东门', '西门', '南侧', '北侧', '熟食区', '蔬菜区', '水产区'])}`
      tell({ day: someDay(month, random), source, category, sites, site: { point, address }, spread: 0 })
    }
  }
}
