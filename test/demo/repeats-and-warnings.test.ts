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
import { randomFrom } from '../../server/warnings/scan/random.ts'
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
    const prepared = prepare(asking.centre, history, await countsFor(asking, {}, history))
    const [cluster] = [...runTask(only(prepared, 'lifts'))].flat()
    // ten of the twelve told until then, none of them before 6 May
    expect(cluster).toMatchObject({ rank: 1, observed: 10, days: 22, p: 0.001 })
    expect(addDays(history.window.to, -22)).toBe('2026-05-06')
    expect(cluster?.expected).toBeLessThan(1)
    // after Bonferroni for all thirteen scans
    expect(cluster!.tailP * prepared.task.groups.length).toBeLessThan(0.001)
  })

  it('are as rare as their p says where days have been shuffled', async () => {
    const random = randomFrom(20_260_630)
    const ends = Array.from({ length: 40 }, (_, index) => addDays('2026-06-30', -index * 5))
    let alarms = 0
    for (const to of ends) {
      const history = historyBefore(to, asking.centre.extent.from)!
      const counts = shuffled(await countsFor(asking, {}, history), history, random.unit)
      const task = { ...only(prepare(asking.centre, history, counts), 'parking'), replications: 99, seed: 7 }
      if ([...runTask(task)].flat().length > 0) alarms++
    }
    // two of forty are to be expected; more than 6 with probability 0.003 (R: pbinom(6, 40, .05, FALSE))
    expect(alarms).toBeLessThanOrEqual(6)
  }, 300_000)
})

/** The same cells and categories, but what lies in the window is drawn from the tickets of window and reference days. */
function shuffled(counts: ScanCounts, { window }: History, unit: () => number): ScanCounts {
  const tickets = [...counts.window, ...counts.reference].flatMap(({ cell, category, count }) =>
    Array.from({ length: count }, () => ({ cell, category })),
  )
  const inWindow = counts.window.reduce((sum, { count }) => sum + count, 0)
  for (let index = tickets.length - 1; index > 0; index--) {
    const other = Math.floor(unit() * (index + 1))
    ;[tickets[index], tickets[other]] = [tickets[other]!, tickets[index]!]
  }
  const day = () => addDays(window.from, Math.floor(unit() * scannedDays))
  const reference = tickets.slice(inWindow).map((ticket) => ({ ...ticket, day: null, count: 1 }))
  return {
    ...counts,
    window: tickets.slice(0, inWindow).map((ticket) => ({ ...ticket, day: day(), count: 1 })),
    reference,
    history: reference,
    byDay: new Map(),
  }
}
