import type { FieldMapping, Mapping } from '@grid/data/contract'
import type { Fields } from '../map/fields.ts'
import { areaFields, eventFields, ticketFields } from '../map/index.ts'
import type { CoordinateCandidate, DateCandidate, Inspection } from './inspection.ts'
import { areaNames, columnsByName, eventNames, isPersonal, ticketNames } from './names.ts'
import { nullTexts, present, textOf } from './profile.ts'
import type { Sample } from './sample.ts'
import { translationFor } from './words.ts'

/** What a proposal is made from. */
export interface Findings {
  sample: Sample
  dates: readonly DateCandidate[]
  coordinates: readonly CoordinateCandidate[]
  ids: readonly string[]
}

type What = Inspection['what']

const namesOf = { tickets: ticketNames, events: eventNames, areas: areaNames }
const fieldsOf: Readonly<Record<What, Fields>> = {
  tickets: ticketFields,
  events: eventFields,
  areas: areaFields,
}
const timeKinds = new Set(['instant', 'day'])

/** Areas have outlines; a log names the same ticket again and again. */
export function guessWhat({ sample, dates, ids }: Findings): What {
  const shapes = sample.values.get('@geometry') ?? []
  const outlines = shapes.filter(
    (cell) => typeof cell === 'object' && cell !== null && /Polygon$/.test(cell.type),
  )
  if (outlines.length > 0) return 'areas'
  const ticket = columnsByName(eventNames, sample.source.columns).get('ticket')
  const repeats = ticket !== undefined && !ids.includes(ticket) && distinctShare(sample, ticket) < 0.9
  return repeats && dates.length > 0 && ids.length === 0 ? 'events' : 'tickets'
}

function distinctShare(sample: Sample, column: string): number {
  const texts = present(sample.values.get(column) ?? [])
  return texts.length === 0 ? 1 : new Set(texts).size / texts.length
}

/** A mapping to edit, with what a person has to decide. */
export function propose(
  what: What,
  findings: Findings,
  timeZone: string | undefined,
): { mapping: Mapping; notes: string[] } {
  const { sample } = findings
  const { encoding, delimiter, columns } = sample.source
  const chosen = choose(what, findings)
  const fields: Record<string, FieldMapping> = {}
  for (const field of Object.keys(fieldsOf[what])) {
    const column = chosen.get(field)
    if (column !== undefined) fields[field] = fieldOf(field, column, findings)
  }
  const nulls = nullsIn(sample)
  const [place] = findings.coordinates
  const local = findings.dates.some(({ offset, column }) => !offset && [...chosen.values()].includes(column))
  const mapping: Mapping = {
    ...(encoding && encoding !== 'utf-8' ? { encoding } : {}),
    ...(delimiter && delimiter !== ',' ? { delimiter } : {}),
    ...(place && usesPlace(chosen) ? { crs: place.systems[0]?.crs ?? 'EPSG:4326' } : {}),
    ...(timeZone && local ? { timeZone } : {}),
    ...(nulls.length > 0 ? { null: nulls } : {}),
    fields,
  }
  return { mapping, notes: notesOn(what, chosen, columns, fields) }
}

function usesPlace(chosen: ReadonlyMap<string, string>): boolean {
  return chosen.has('lon') || chosen.has('geometry')
}

function choose(what: What, { sample, dates, coordinates, ids }: Findings): Map<string, string> {
  const { columns } = sample.source
  const times = new Set(dates.map(({ column }) => column))
  const kinds = fieldsOf[what]
  const chosen = new Map<string, string>()
  for (const [field, column] of columnsByName(
    namesOf[what],
    columns.filter((name) => !name.startsWith('@')),
  )) {
    const wantsTime = timeKinds.has(kinds[field]?.kind.is ?? '')
    if (wantsTime === times.has(column)) chosen.set(field, column)
  }
  const key = { tickets: 'id', areas: 'code', events: undefined }[what]
  const named = key && chosen.get(key)
  if (key && ids[0] && (named === undefined || !ids.includes(named))) chosen.set(key, ids[0])
  const pair = coordinates.find(({ y }) => y !== undefined)
  const best = pair?.systems[0]
  if (what === 'tickets' && pair?.y !== undefined) {
    chosen.set('lon', best?.swapped ? pair.y : pair.x)
    chosen.set('lat', best?.swapped ? pair.x : pair.y)
  }
  if (what === 'areas' && columns.includes('@geometry')) chosen.set('geometry', '@geometry')
  return chosen
}

function fieldOf(field: string, column: string, { dates, sample }: Findings): FieldMapping {
  const forms = dates.find((date) => date.column === column)?.forms ?? []
  const values = translationFor(field, new Set(present(sample.values.get(column) ?? [])))
  if (forms.length === 0 && !values) return column
  const [form] = forms
  return {
    column,
    ...(form === undefined ? {} : { format: forms.length === 1 ? form : [...forms] }),
    ...(values ? { values } : {}),
  }
}

/** Texts for "no value" that occur in at least two columns or make up a good part of one. */
function nullsIn(sample: Sample): string[] {
  return nullTexts.filter((text) => {
    const counts = [...sample.values.values()].map(
      (cells) => cells.filter((cell) => textOf(cell) === text).length,
    )
    return counts.filter((count) => count > 0).length > 1 || counts.some((count) => count * 20 > sample.count)
  })
}

function notesOn(
  what: What,
  chosen: ReadonlyMap<string, string>,
  columns: readonly string[],
  fields: Readonly<Record<string, FieldMapping>>,
): string[] {
  const required = Object.entries(fieldsOf[what]).filter(([, field]) => field.required)
  const missing = required.filter(([name]) => !chosen.has(name)).map(([name]) => name)
  const personal = columns.filter(isPersonal)
  const used = new Set(chosen.values())
  const dropped = columns.filter(
    (column) => !used.has(column) && !column.startsWith('@') && !personal.includes(column),
  )
  const untranslated = Object.entries(fields).flatMap(([name, how]) => {
    const values = typeof how === 'string' ? {} : (how.values ?? {})
    const open = Object.keys(values).filter((text) => values[text] === null)
    return open.length > 0
      ? [`${name}: decide what these mean, they are "no value" for now: ${open.join(', ')}`]
      : []
  })
  return [
    ...(missing.length > 0
      ? [`no column was found for ${missing.join(', ')}, which every row needs: name it`]
      : []),
    ...untranslated,
    ...(personal.length > 0 ? [`left out because they are about persons: ${personal.join(', ')}`] : []),
    ...(dropped.length > 0 ? [`not named, so dropped at import: ${dropped.join(', ')}`] : []),
  ]
}
