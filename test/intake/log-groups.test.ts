import fc from 'fast-check'
import { afterEach, expect, it } from 'vitest'
import { clockAt } from '../../server/clock.ts'
import { importEventsWithin } from '../../server/intake/events/index.ts'
import { readMapping } from '../../server/intake/index.ts'
import { withRejects } from '../../server/intake/within.ts'
import { sql } from '../../server/store/index.ts'
import { smallCentre, Workshop } from './workshop.ts'

const shops: Workshop[] = []
afterEach(async () => {
  for (const shop of shops.splice(0)) await shop[Symbol.asyncDispose]()
})

const clock = clockAt('2026-03-01T00:00:00Z')
const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j']

async function centre(): Promise<Workshop> {
  const shop = new Workshop()
  shops.push(shop)
  shop.file('centre.json', smallCentre)
  shop.file(
    'tickets.csv',
    ['id,reported_at', ...ids.slice(0, 7).map((id) => `${id},2026-01-01T08:00:00`)].join('\n'),
  )
  await shop.load()
  return shop
}

/** Imports events of which so many lines are merged at a time; what the report says but for its time. */
async function imported(shop: Workshop, path: string, map: string | undefined, most?: number) {
  const mapping = map === undefined ? undefined : await readMapping(map)
  const store = await shop.store()
  const { seconds: _, ...report } = await withRejects(
    { file: { path, mapping, place: 'file' }, path: null, clock },
    (step) =>
      store.writeAlone((transaction) =>
        importEventsWithin(transaction, step, most === undefined ? {} : { most }),
      ),
  )
  return report
}

const kept = async (shop: Workshop) => ({
  tickets: await shop.read(sql`SELECT * FROM ticket ORDER BY key`),
  lines: await shop.read(sql`SELECT * FROM event ORDER BY ticket, seq`),
  stays: await shop.read(sql`SELECT * FROM stay ORDER BY ticket, nth`),
})

const line = fc.record({
  ticket: fc.constantFrom(...ids),
  day: fc.integer({ min: 1, max: 28 }),
  kind: fc.constantFrom('dispatched', 'signed', 'transferred', 'returned', 'reworked', 'handled', 'closed'),
  from: fc.constantFrom('', 'centre', 'street'),
  to: fc.constantFrom('', 'centre', 'street', 'water'),
  seq: fc.integer({ min: 0, max: 9 }),
})
const [first, second] = fc.sample(fc.array(line, { minLength: 60, maxLength: 90 }), {
  seed: 3,
  numRuns: 2,
})

const given = (row: typeof first) =>
  ['ticket,at,kind,from_unit,to_unit'].concat(
    (row ?? []).map(({ ticket, day, kind, from, to }) => `${ticket},2026-01-${day},${kind},${from},${to}`),
  )
const numbered = (row: typeof first) =>
  ['ticket,seq,at,kind,to_unit'].concat(
    (row ?? []).map(({ ticket, day, kind, to, seq }) => `${ticket},${seq},2026-01-${day},${kind},${to}`),
  )
const held = (row: typeof first) =>
  ['ticket,at,kind,unit'].concat(
    (row ?? []).map(({ ticket, day, kind, to }) => `${ticket},2026-01-${day},${kind},${to}`),
  )

/** Fields in columns of their names. */
const own = (...names: string[]) => Object.fromEntries(names.map((name) => [name, name]))

it.each([
  { what: 'that name giver and receiver', rows: given, mapping: undefined },
  { what: 'with numbers', rows: numbered, mapping: undefined },
  {
    what: 'that make their tickets',
    rows: held,
    mapping: { fields: own('ticket', 'at', 'kind', 'unit'), tickets: {} },
  },
])('lines $what come to the same in groups and at once', async ({ rows, mapping }) => {
  const [whole, grouped] = [await centre(), await centre()]
  for (const [index, part] of [first, second].entries()) {
    const text = rows(part)
      .map((row) => row.replace(/-(\d),/, '-0$1,').replace(/(-\d\d),/, '$1T08:00:00,'))
      .join('\n')
    const of = (shop: Workshop) => shop.file(`${index}.csv`, text)
    const map = (shop: Workshop) => mapping && shop.file('map.json', mapping)
    const report = await imported(whole, of(whole), map(whole))
    expect(report.read - report.rejected).toBeGreaterThan(20)
    expect(await imported(grouped, of(grouped), map(grouped), 20)).toEqual(report)
    expect(await kept(grouped)).toEqual(await kept(whole))
  }
})
