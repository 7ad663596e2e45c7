import type { CoordinateCandidate, Inspection } from '../intake/index.ts'
import { aligned, grouped } from './table.ts'

/** Characters of an example that are shown. */
const longest = 40

/** What a file is, and the mapping to edit, as a person reads it. */
export function inspectionLines(inspection: Inspection): string[] {
  const { file, format, encoding, delimiter, sampled, complete, unreadable, what, notes } = inspection
  const form = [format, encoding, delimiter && `separated by ${JSON.stringify(delimiter)}`].filter(Boolean)
  return [
    `${file}: ${form.join(', ')}; ${complete ? 'all' : 'the first'} ${grouped(sampled)} rows read${unreadable > 0 ? `, ${grouped(unreadable)} of them not readable` : ''}; it seems to hold ${what}`,
    '',
    ...aligned([
      ['column', 'type', 'empty', 'different', 'examples'],
      ...inspection.columns.map(({ name, type, empty, distinct, examples }) => [
        clipped(name),
        type,
        `${Math.round(empty * 100)} %`,
        grouped(distinct),
        examples.slice(0, 3).map(clipped).join(' | '),
      ]),
    ]),
    '',
    ...(inspection.ids.length > 0 ? [`ids: ${inspection.ids.slice(0, 5).join(', ')}`] : []),
    ...inspection.dates.map(
      ({ column, forms, share }) =>
        `time: ${column} as ${forms.join(' or ') || 'iso'}, ${Math.floor(share * 100)} % of its values`,
    ),
    ...inspection.coordinates.flatMap(coordinateLines),
    ...notes.map((note) => `note: ${note}`),
    '',
    `A mapping to edit (--out FILE writes it), then: grid import ${what} ${file} --map FILE`,
    JSON.stringify(inspection.mapping, null, 2),
  ]
}

function coordinateLines({ x, y, systems }: CoordinateCandidate): string[] {
  const columns = y === undefined ? x : `${x}, ${y}`
  const best = systems.slice(0, 3)
  const compared = best.filter(({ inside }) => inside !== undefined)
  if (compared.length === 0)
    return [`place: ${columns}, with no outline to tell ${best.map(({ crs }) => crs).join(', ')} apart`]
  return compared.map(
    ({ crs, swapped, inside = 0 }) =>
      `place: ${columns} as ${crs}${swapped ? ', the other way round' : ''}: ${Math.round(inside * 100)} % inside the centre`,
  )
}

function clipped(text: string): string {
  const line = text.replace(/\s+/g, ' ')
  return line.length <= longest ? line : `${line.slice(0, longest)}…`
}
