import type { ChecklistLine, Checklists, Filter } from '@grid/data/contract'
import { compileDeadlines } from '../deadlines/index.ts'
import { type Asking, basisOf } from '../filter/index.ts'
import {
  besidePast,
  checklistFit,
  escalatedThoughOnCommunityList,
  pushedDown,
  solvedBelowListTier,
} from '../measures/index.ts'
import { coHandlersOf } from './co-handlers.ts'
import { type Counted, countLists, nothing } from './counts.ts'
import { findingOf } from './finding.ts'
import { happenedOf, partedOf } from './happened.ts'
import { inTimeOf } from './in-time.ts'
import { type Listed, listedIn } from './listed.ts'
import { saysOf } from './says.ts'

/** The measures that say for all lists together what their lines say one by one. */
const measuresOfLists = [checklistFit, escalatedThoughOnCommunityList, solvedBelowListTier, pushedDown]
/** The counts that each of them is made of. */
const countsOfMeasures = [['solvedAt', 'listed'], ['escalated'], ['below'], ['pushedDown']] as const

/** What each checklist of the pack says, what happened, and where they part. Empty with a reason where there is none. */
export async function checklists(asking: Asking, filter: Filter): Promise<Checklists> {
  const { centre } = asking
  const { pack } = centre
  const listed = listedIn(centre)
  const deadlines = compileDeadlines(pack, pack.timeZone)
  const [counted, coHandlers, inTime, measures] = await Promise.all([
    countLists(asking, filter, listed),
    coHandlersOf(asking, filter, listed),
    inTimeOf(asking, filter, listed, deadlines.calendar),
    besidePast(asking, measuresOfLists, filter),
  ])
  const counts = (list: number, line: number | null) =>
    counted.find((one) => one.list === list && one.line === line)?.counts ?? nothing(centre.tiers.ids.length)
  const lineOf = (one: Listed): ChecklistLine => {
    const found = counts(one.list, one.line)
    const says = saysOf(pack, one, deadlines)
    const held = { tier: says.tier, community: isCommunity(says.tier), leads: says.lead !== null }
    return {
      category: one.item.category,
      counts: one.keys.flatMap((key) => centre.categories.idOf(key) ?? []),
      alsoOn: [...one.alsoOn],
      says,
      happened: {
        ...happenedOf(centre, found, held, inTime.get(one)),
        coHandlers: coHandlers(one),
      },
      parted: partedOf(centre, found, held),
    }
  }
  return {
    ...basisOf(asking, filter),
    checklists: pack.checklists.map(({ id, name, tier }, list) => {
      const own = listed.filter((one) => one.list === list)
      const lines = own.map(lineOf)
      const found = counts(list, null)
      const held = {
        tier,
        community: isCommunity(tier),
        leads: own.some(({ item }) => item.lead !== undefined),
      }
      const sides = own.map((one) => {
        const { due, onTime } = counts(one.list, one.line)
        return inTime.get(one) ?? { known: due, inTime: onTime }
      })
      const happened = happenedOf(centre, found, held, {
        known: sides.reduce((sum, side) => sum + side.known, 0),
        inTime: sides.reduce((sum, side) => sum + side.inTime, 0),
      })
      const parted = partedOf(centre, found, held)
      const finding = findingOf({
        happened,
        parted,
        lines,
        tier: centre.tiers.withId(tier)?.name ?? { en: tier, zh: tier },
        nameOf: (category) => centre.categories.withId(category)?.name ?? { en: category, zh: category },
      })
      return { id, name, tier, lines, happened, parted, finding }
    }),
    // every ticket counts for one list, or for a category on none
    measures: measures(
      countsOfMeasures.map((kinds) =>
        kinds.map((kind) =>
          sumOf(
            counted.filter(({ line }) => line === null),
            ({ counts }) => counts[kind],
          ),
        ),
      ),
    ),
    unlisted: unlistedOf(asking, counted),
    onSeveral: onSeveralLists(listed, pack.checklists),
    reason: listed.length > 0 ? null : noLists,
  }
}

const noLists = {
  en: 'The pack of this centre has no checklists, so there is nothing to hold its tickets against.',
  zh: '该中心的配置包没有清单，工单无从对照。',
}

const isCommunity = (tier: string) => tier === 'community' || tier === 'grid'

function unlistedOf({ centre }: Asking, counted: readonly Counted[]): Checklists['unlisted'] {
  const loose = counted.filter(({ list, counts }) => list === null && counts.reported + counts.closed > 0)
  return {
    reported: sumOf(loose, ({ counts }) => counts.reported),
    closed: sumOf(loose, ({ counts }) => counts.closed),
    pushedDown: sumOf(loose, ({ counts }) => counts.pushedDown),
    categories: loose
      .map(({ category, counts: { reported, closed } }) => ({
        category: centre.categories.idOf(category),
        reported,
        closed,
      }))
      .sort((a, b) => b.reported - a.reported || b.closed - a.closed),
  }
}

function sumOf<T>(all: readonly T[], of: (one: T) => number): number {
  return all.reduce((sum, one) => sum + of(one), 0)
}

function onSeveralLists(
  listed: readonly Listed[],
  lists: Asking['centre']['pack']['checklists'],
): Checklists['onSeveral'] {
  const categories = new Set(
    listed.filter(({ alsoOn }) => alsoOn.length > 0).map(({ item }) => item.category),
  )
  return [...categories].map((category) => ({
    category,
    checklists: lists
      .filter(({ items }) => items.some((item) => item.category === category))
      .map(({ id }) => id),
  }))
}
