import { notJoined } from '../period.ts'
import { monthAfter, type Stage, someDay } from './stage.ts'

/** Shuijing Community, whose 12345 calls fall when the system starts. */
export const shuijingCode = '610117001008'
const yanglin = '610117001008002'

/** 12345 calls of each month from July 2024: 7 to 8 a month before the start, 1 to 2 after. */
export const shuijingHotline: readonly number[] = [
  7, 8, 7, 8, 8, 7, 7, 8, 7, 8, 7, 8, 2, 2, 1, 2, 1, 1, 2, 1, 2, 1, 2, 1,
]
/** Tickets that grid workers of Shuijing found, by month. */
export const shuijingFound: readonly number[] = [
  2, 1, 2, 2, 1, 2, 2, 1, 2, 1, 2, 2, 6, 8, 9, 10, 11, 10, 11, 8, 12, 11, 12, 13,
]
/** 12345 calls of the communities that have not joined: as many after as before. */
const unchangedHotline: readonly (readonly number[])[] = [
  [7, 8, 6, 9, 7, 8, 7, 6, 8, 7, 7, 9, 8, 7, 8, 6, 9, 8, 7, 6, 8, 7, 8, 7],
  [6, 8, 7, 7, 9, 8, 6, 7, 8, 7, 6, 8, 8, 7, 6, 8, 9, 7, 6, 7, 8, 7, 7, 8],
]

const called = [
  'sanitation_household_waste',
  'sanitation_scattered_garbage',
  'sanitation_dirty_environment',
  'building_stairs_lighting',
  'building_stairs_clutter',
  'property_service',
  'parking_disorder',
  'noise_fumes_neighbours',
  'utilities_water_supply',
  'utilities_drainage',
]
const foundOnRounds = [
  'sanitation_household_waste',
  'sanitation_scattered_garbage',
  'sanitation_dirty_environment',
  'building_stairs_lighting',
  'building_stairs_clutter',
  'building_stairs_damage',
  'parking_ebike',
  'public_safety_fire_hazard',
  'street_order_small_ads',
]

/** Month of the water cut-off in Yanglin Phase III, counted from July 2024: November. */
const waterMonth = 4

/** The founding story, and beside it two communities of the street where nothing changes. */
export function shuijing(stage: Stage): void {
  monthly(stage, shuijingCode, 'hotline_12345', shuijingHotline, called)
  monthly(stage, shuijingCode, 'grid_inspection', shuijingFound, foundOnRounds)
  for (const [i, code] of notJoined.entries()) {
    monthly(stage, code, 'hotline_12345', unchangedHotline[i] ?? [], called)
  }
}

function monthly(
  { random, community, grid, tell }: Stage,
  code: string,
  source: string,
  counts: readonly number[],
  categories: readonly string[],
): void {
  const own = community(code)
  for (const [index, count] of counts.entries()) {
    const month = monthAfter('2024-07', index)
    for (let i = 0; i < count; i++) {
      const dry = code === shuijingCode && source === 'hotline_12345' && index === waterMonth && i < 5
      const sites = dry ? grid(yanglin) : random.pick(own)
      const category = dry ? 'utilities_water_supply' : random.pick(categories)
      const day = dry ? month.first + random.between(6, 13) : someDay(month, random)
      tell({ day, source, category, sites, site: random.pick(sites.homes), counted: true })
    }
  }
}
