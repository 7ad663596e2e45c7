import { EventKind, type Filter, type Name } from '@grid/data/contract'
import { localTimes } from '../centre/index.ts'
import type { Asking } from '../filter/index.ts'
import { aboutLog } from './about.ts'
import { type Case, casesOf, type Line } from './cases.ts'

interface Relationship {
  objectId: string
  qualifier: string
}

/** Types of a log's objects with their attributes. */
const objectTypes = {
  ticket: ['category', 'source', 'urgency'],
  unit: ['name_en', 'name_zh'],
  tier: ['name_en', 'name_zh'],
  area: ['level'],
} as const

const texts = (names: readonly string[]) => names.map((name) => ({ name, type: 'string' }))

const eventAttributes = [
  { name: 'derived', type: 'boolean' },
  { name: 'reason', type: 'string' },
  { name: 'due_at', type: 'time' },
]

/** Ids carry the type: codes of different lists may be alike. */
const idOf = (type: keyof typeof objectTypes, id: string) => `${type}:${id}`

/** Units, tiers and areas that a log names. */
interface Named {
  unit: Set<string>
  tier: Set<string>
  area: Set<string>
}

/**
 * The log of a filter as OCEL 2.0 JSON: tickets, units, tiers and areas are objects, lines are events. An event is *of* its
 * ticket, *from* and *to* units, *from tier* and *to tier*, and *in* the area of the ticket. All values are texts, as the
 * standard's schema has them; the types say what they mean.
 */
export function ocelOf(asking: Asking, filter: Filter): AsyncGenerator<string> {
  return written(asking, filter, casesOf(asking, filter))
}

async function* written(
  asking: Asking,
  filter: Filter,
  cases: () => AsyncGenerator<Case[]>,
): AsyncGenerator<string> {
  const local = localTimes(asking.centre.pack.timeZone)
  const named: Named = { unit: new Set(), tier: new Set(), area: new Set() }
  const events = listing()
  const objects = listing()
  const types = {
    objectTypes: Object.entries(objectTypes).map(([name, attributes]) => ({
      name,
      attributes: texts(attributes),
    })),
    eventTypes: EventKind.options.map((name) => ({ name, attributes: eventAttributes })),
  }
  yield `${JSON.stringify({ about: Object.fromEntries(aboutLog(asking, filter)), ...types }).slice(0, -1)},\n"events":[`
  for await (const batch of cases()) {
    for (const { area } of batch) if (area !== null) named.area.add(area)
    yield events(batch.flatMap((one) => one.lines.map((line) => eventOf(one, line, local, named))))
  }
  yield '\n],\n"objects":['
  yield objects(namedObjects(asking.centre, named))
  for await (const batch of cases()) yield objects(batch.map((one) => ticketOf(one, local)))
  yield '\n]}\n'
}

/** Writes members of a list in several pieces, each on its line. */
function listing(): (members: readonly object[]) => string {
  let first = true
  return (members) => {
    const written = members.map((member) => JSON.stringify(member)).join(',\n')
    if (written === '') return ''
    const before = first ? '\n' : ',\n'
    first = false
    return before + written
  }
}

function eventOf(one: Case, line: Line, local: (instant: number) => string, named: Named): object {
  const relationships: Relationship[] = [{ objectId: idOf('ticket', one.id), qualifier: 'of' }]
  const relate = (type: 'unit' | 'tier' | 'area', id: string | null, qualifier: string) => {
    if (id === null) return
    named[type].add(id)
    relationships.push({ objectId: idOf(type, id), qualifier })
  }
  relate('unit', line.fromUnit, 'from')
  relate('unit', line.toUnit, 'to')
  relate('tier', line.fromTier, 'from tier')
  relate('tier', line.toTier, 'to tier')
  relate('area', one.area, 'in')
  return {
    id: `${one.id}#${line.seq}`,
    type: line.kind,
    time: local(line.at),
    attributes: [
      { name: 'derived', value: String(line.derived) },
      ...(line.reason === null ? [] : [{ name: 'reason', value: line.reason }]),
      ...(line.dueAt === null ? [] : [{ name: 'due_at', value: local(line.dueAt) }]),
    ],
    relationships,
  }
}

function ticketOf(one: Case, local: (instant: number) => string): object {
  const values = { category: one.category, source: one.source, urgency: one.urgency }
  return {
    id: idOf('ticket', one.id),
    type: 'ticket',
    attributes: Object.entries(values).flatMap(([name, value]) =>
      value === null ? [] : [{ name, value, time: local(one.reportedAt) }],
    ),
    relationships: one.area === null ? [] : [{ objectId: idOf('area', one.area), qualifier: 'located in' }],
  }
}

/** Units with their tier, tiers, and areas with all that lie above them. */
function namedObjects({ units, tiers, areas, levels }: Asking['centre'], named: Named): object[] {
  const unitObjects = [...named.unit].map((id) => {
    const tier = tiers.idOf(units.withId(id)?.tier ?? null)
    if (tier !== null) named.tier.add(tier)
    const relationships = tier === null ? [] : [{ objectId: idOf('tier', tier), qualifier: 'of' }]
    return { id: idOf('unit', id), type: 'unit', attributes: names(units.withId(id)?.name), relationships }
  })
  const tierObjects = [...named.tier].map((id) => ({
    id: idOf('tier', id),
    type: 'tier',
    attributes: names(tiers.withId(id)?.name),
    relationships: [],
  }))
  const codes = new Set([...named.area].flatMap((code) => areas.path(code)))
  const areaObjects = [...codes].map((code) => {
    const node = areas.withCode(code)
    const level = levels.find(({ depth }) => depth === node?.depth)
    const parent = node?.parent ?? null
    return {
      id: idOf('area', code),
      type: 'area',
      attributes: level ? [{ name: 'level', value: level.id, time: always }] : [],
      relationships: parent === null ? [] : [{ objectId: idOf('area', parent), qualifier: 'part of' }],
    }
  })
  return [...unitObjects, ...tierObjects, ...areaObjects]
}

/** When what never changes began to hold, by the standard's custom. */
const always = '1970-01-01T00:00:00Z'

function names(name: Name | undefined): object[] {
  if (!name) return []
  return [
    { name: 'name_en', value: name.en, time: always },
    { name: 'name_zh', value: name.zh, time: always },
  ]
}
