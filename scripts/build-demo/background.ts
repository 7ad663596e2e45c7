import type { WorkingCalendar } from '../../server/deadlines/index.ts'
import type { Grid } from './area-tree.ts'
import { demands } from './demand.ts'
import { type Draft, draftIn } from './draft.ts'
import { type Day, dateText } from './local-time.ts'
import { endDay, firstDay, notJoined, progress } from './period.ts'
import type { GridSites } from './places.ts'
import { Random } from './random.ts'
import { dayFactor, seasonOn } from './season.ts'

/** Tickets of an ordinary day in the whole district, without the system. */
const usualDay = 27.5
/** Tickets a day that grid workers and sensors find on top, once the system has settled in. */
const foundDay = 14
/** Share of a community's 12345 calls that do not come once problems are found first. */
const foundFirst = 0.27

/** Share of each source among the tickets of an ordinary day. */
const sources: readonly [source: string, share: number][] = [
  ['hotline_12345', 0.5],
  ['grid_inspection', 0.14],
  ['resident', 0.19],
  ['department', 0.06],
  ['superior', 0.035],
  ['sensor', 0.045],
  ['media', 0.03],
]

const found: readonly [source: string, share: number][] = [
  ['grid_inspection', 0.8],
  ['sensor', 0.2],
]

/** Mean of the shares over the categories that a source takes, so that the day's total stays what it says. */
function readiness(source: string, seen: number, sensed: number): number {
  if (source === 'grid_inspection') return seen * 2.1
  if (source === 'sensor') return sensed * 5
  return 1.1 - seen * 0.3
}

/**
 * The district's everyday tickets: what the season, the weekday and the holidays bring, spread over grids by
 * households. From the start of the system some calls fall away and more is found on rounds and by sensors.
 */
export function background(sites: readonly GridSites[], calendar: WorkingCalendar): Draft[] {
  const chooser = gridChooser(sites)
  const drafts: Draft[] = []
  for (let day = firstDay; day < endDay; day++) {
    const random = Random.named(`background of ${dateText(day)}`)
    const add = (mean: number, shares: typeof sources, keep: (draft: Draft) => boolean): void => {
      const { choices, weights, total } = mixOn(day, shares, calendar.isWorkingDay(day))
      for (let left = random.count(mean * total); left > 0; left--) {
        const choice = choices[random.weighted(weights)]
        if (!choice) continue
        const draft = draftIn(chooser(choice.index, random), { day, ...choice }, random)
        if (keep(draft)) drafts.push(draft)
      }
    }
    add(usualDay, sources, ({ source, grid }) =>
      source === 'hotline_12345' ? !random.chance(foundFirst * progress(grid.community, day)) : true,
    )
    add(foundDay, found, ({ grid }) => random.chance(progress(grid.community, day)))
  }
  return drafts
}

interface Mix {
  choices: { index: number; category: string; source: string }[]
  /** of each choice */
  weights: number[]
  /** the day's size against a usual one */
  total: number
}

/** What a day brings: every category from every source, with the season's and the weekday's weight. */
function mixOn(day: Day, shares: typeof sources, isWorkingDay: boolean): Mix {
  let usual = 0
  let today = 0
  const choices: Mix['choices'] = []
  const weights: number[] = []
  for (const [index, { category, weight, season, seen, sensed }] of demands.entries()) {
    for (const [source, share] of shares) {
      const plain = weight * share * readiness(source, seen, sensed)
      const now = plain * seasonOn(season, day) * dayFactor(source, day, isWorkingDay)
      usual += plain
      today += now
      choices.push({ index, category, source })
      weights.push(now)
    }
  }
  return { choices, weights, total: today / usual }
}

/** Picks a grid for a category: by households, villages by the category's own part. */
function gridChooser(sites: readonly GridSites[]): (demand: number, random: Random) => GridSites {
  const weights = demands.map(({ rural }) =>
    sites.map(({ grid }) => grid.households * temper(grid) * (grid.urban ? 1 : rural * 0.75)),
  )
  return (demand, random) => {
    const site = sites[random.weighted(weights[demand] ?? [])]
    if (!site) throw new Error('no grid to choose')
    return site
  }
}

/** Some grids complain more than others of their size: 0.55 to 1.45. */
function temper({ code, community }: Grid): number {
  return notJoined.includes(community) ? 1 : 0.55 + Random.named(`temper of ${code}`).unit() * 0.9
}
