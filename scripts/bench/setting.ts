import { setTimeout as sleep } from 'node:timers/promises'
import { Centre } from '@grid/data/contract'
import { z } from 'zod'
import type { Asker } from './ask.ts'

/** What questions are made of: the centre's days, areas and some of its tickets. */
export interface Setting {
  /** local days of the data, `to` not included */
  from: string
  to: string
  /** milliseconds since 1970 */
  asOf: number
  levels: string[]
  streets: string[]
  communities: string[]
  grids: string[]
  tickets: string[]
}

const dayMs = 86_400_000

/** Asks a server what it holds, once it has found its warnings: these are kept, and what finds them would be measured too. Throws where it holds no tickets. */
export async function settingOf(asker: Asker): Promise<Setting> {
  const json = async (path: string): Promise<unknown> => JSON.parse((await asker.ask(path)).text())
  const centre = Centre.parse(await json('/api/centre'))
  while ((await asker.ask('/api/warnings')).status === 202) await sleep(200)
  const { from, to } = centre.extent
  if (from === null || to === null) throw new Error('the centre holds no tickets')
  const Codes = z.object({
    features: z.array(z.object({ id: z.string(), properties: z.object({ kind: z.string() }) })),
  })
  const codes = async (level: string) =>
    Codes.parse(await json(`/api/areas?level=${level}`))
      .features.filter(({ properties }) => properties.kind === 'basic')
      .map(({ id }) => id)
  const Page = z.object({ tickets: z.array(z.object({ id: z.string() })) })
  const some = await Promise.all(
    [0, 200, 400, 600].map(async (back) => {
      const page = Page.parse(await json(`/api/tickets?to=${day(to, -back)}&limit=25`))
      return page.tickets.map(({ id }) => id)
    }),
  )
  return {
    from,
    to,
    asOf: Date.parse(centre.asOf),
    levels: centre.levels.map(({ id }) => id),
    streets: await codes('street'),
    communities: await codes('community'),
    grids: await codes('grid'),
    tickets: some.flat(),
  }
}

/** The day so many days after another. */
export function day(from: string, days: number): string {
  return new Date(Date.parse(`${from}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10)
}

/** The nth of a list, counted on from its beginning after its end. */
export function nth<T>(list: readonly T[], n: number): T {
  const item = list[n % list.length]
  if (item === undefined) throw new Error('an empty list has no items')
  return item
}

/** Parameters of a period of so many days; the nth ends n days before the data does. */
export function lastDays(setting: Setting, days: number, n: number): string {
  const to = day(setting.to, -(n % 60))
  return `from=${day(to, -days)}&to=${to}`
}

/** Parameters of all time. The nth is taken a second earlier: another question with the same work. */
export function allTime(setting: Setting, n: number): string {
  return `asOf=${new Date(setting.asOf - n * 1000).toISOString()}`
}
