import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { RepeatPlaces } from '@grid/data/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { repeatPlaces } from '../../scripts/build-demo/stories/repeats.ts'
import { addDays, centreOf } from '../../server/centre/index.ts'
import type { Asking } from '../../server/filter/index.ts'
import { openStore, type Store } from '../../server/store/index.ts'
import { countsFor, type ScanCounts } from '../../server/warnings/counts.ts'
import { type History, historyBefore, scannedDays } from '../../server/warnings/history.ts'
import { type Prepared, prepare } from '../../server/warnings/prepare.ts'
import { runTask } from '../../server/warnings/run.ts'
import { type Random, randomFrom, shuffle } from '../../server/warnings/scan/random.ts'
import { builtDatabase, demoPack } from '../drivers/server.ts'
import { appOf } from '../fixtures/app.ts'
import { callerOf } from '../fixtures/caller.ts'

let store: Store
let asking: Asking
beforeAll(async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'demo-')), 'centre.duckdb')
  copyFileSync(await builtDatabase(demoPack), file)
  store = await openStore({ file })
  asking = {
    store,
    centre: await centreOf(store),
    caller: callerOf({ role: 'administrator', scope: 'all', freeText: true }),
    present: Date.parse('2026-07-01T00:00:00+08:00'),
  }
})
afterAll(async () => {
  const { file } = store
  await store.close()
  rmSync(dirname(file), { recursive: true })
})

describe('the repeat places of the demo', () => {
  it.each(repeatPlaces)(
    '$category in $grid is found between $from and $to',
    async ({ grid, category, from, to }) => {
      const { json } = await appOf(store).get(
        `/api/repeats?from=${from}&to=${to}&area=${grid}&category=${category}`,
      )
      const { places } = RepeatPlaces.parse(json)
      // several tickets a month at one site, some of which carry no point
      expect(places[0]?.count).toBeGreaterThanOrEqual(6)
      expect(places[0]).toMatchObject({ category, areas: [grid], sharedPoint: null })
    },
  )
})

/** The upper categories scanned alone: a scan of everything takes a minute. */
function only(prepared: Prepared, id: string): Prepared['task'] {
  return { ...prepared.task, groups: prepared.task.groups.filter((group) => group.id === id) }
}

describe('the warnings of the demo', () => {
  it('tell of the lifts of Yulong Community three weeks after they began to fail', async () => {
    const history = historyBefore('2026-05-28', asking.centre.extent.from)!
    const prepared = await prepare(asking.centre, history, await countsFor(asking, {}, history))
    const [cluster] = [...runTask(only(prepared, 'lifts'))].flat()
    // ten of the twelve told until then, none of them before 6 May
    expect(cluster).toMatchObject({ rank: 1, observed: 10, days: 22, p: 0.001 })
    expect(addDays(history.window.to, -22)).toBe('2026-05-06')
    expect(cluster?.expected).toBeLessThan(1)
    // after Bonferroni for all thirteen scans
    expect(cluster!.p * prepared.task.groups.length).toBeLessThan(0.05)
  })

  it('are as rare as their p says where tickets change their days among each other', async () => {
    const random = randomFrom(20_260_630)
    const ends = Array.from({ length: 30 }, (_, index) => addDays('2026-06-30', -index * 7))
    const alarms = new Map<string, number>()
    for (const to of ends) {
      const history = historyBefore(to, asking.centre.extent.from)!
      const counts = exchanged(await countsFor(asking, {}, history), history, random)
      const { task } = await prepare(asking.centre, history, counts)
      const groups = task.groups.filter(({ id }) => some.includes(String(id)))
      for (const { group, rank } of [...runTask({ ...task, groups, replications: 59, seed: 7 })].flat())
        if (rank === 1) alarms.set(String(group), (alarms.get(String(group)) ?? 0) + 1)
    }
    // three of sixty at most are as large with p <= .05: 1.5 of thirty are to be expected, and more than 6 with
    // probability 0.0003 (R: pbinom(6, 30, 3 / 60, FALSE)); of all together 7.5, more than 16 with 0.002
    for (const id of some) expect(alarms.get(id) ?? 0, id).toBeLessThanOrEqual(6)
    const all = [...alarms.values()].reduce((sum, count) => sum + count, 0)
    expect(all).toBeLessThanOrEqual(16)
    expect(all).toBeGreaterThan(0)
  }, 300_000)
})

/** Categories with many tickets and with few, spread evenly and coming in bunches. */
const some = ['parking', 'sanitation', 'utilities', 'public_safety', 'lifts']

/** The same tickets on the same days, but which ticket came on which day is drawn anew among those of window and reference days. */
function exchanged(counts: ScanCounts, { window }: History, random: Random): ScanCounts {
  const lists = [counts.window, counts.reference]
  const tickets = lists
    .flat()
    .flatMap(({ cell, category, days }) =>
      days.flatMap(({ back, count }) => Array.from({ length: count }, () => ({ cell, category, back }))),
    )
  const days = Int32Array.from(tickets, ({ back }) => back)
  shuffle(days, random)
  const moved = tickets.map(({ cell, category }, index) => ({
    cell,
    category,
    days: [{ back: days[index]!, count: 1 }],
  }))
  const inWindow = ({ days: [day] }: (typeof moved)[number]) => day!.back <= scannedDays
  const rest = counts.history.map((one) => ({ ...one, count: one.count }))
  const past = new Map(rest.map((one) => [`${one.cell} ${one.category}`, one]))
  const add = (cell: number, category: number | null, count: number) => {
    const known = past.get(`${cell} ${category}`)
    if (known) known.count += count
    else past.set(`${cell} ${category}`, { cell, category, count })
  }
  for (const { cell, category, days: gone } of counts.reference)
    for (const { count } of gone) add(cell, category, -count)
  const kept = moved.filter((ticket) => !inWindow(ticket))
  for (const { cell, category } of kept) add(cell, category, 1)
  const byDay = new Map<number | null, Map<string, number>>()
  for (const {
    category,
    days: [day],
  } of kept) {
    const own = byDay.get(category) ?? new Map<string, number>()
    const date = addDays(window.to, -day!.back)
    byDay.set(category, own.set(date, (own.get(date) ?? 0) + 1))
  }
  return { ...counts, window: moved.filter(inWindow), reference: kept, history: [...past.values()], byDay }
}
