import type { AreaGeometry } from '@grid/data/contract'
import type { Box } from '../locate/index.ts'
import type { SourceOptions } from '../read/index.ts'
import { centreOf, coordinateCandidates, coordinateNotes } from './coordinates.ts'
import { dateCandidate } from './dates.ts'
import type { ColumnProfile, DateCandidate, Inspection } from './inspection.ts'
import { proposeLog } from './log.ts'
import { present, profileColumn } from './profile.ts'
import { guessWhat, propose } from './propose.ts'
import { readSample, type Sample } from './sample.ts'

export type {
  ColumnProfile,
  ColumnType,
  CoordinateCandidate,
  DateCandidate,
  Inspection,
  SystemFit,
} from './inspection.ts'

export interface InspectOptions extends SourceOptions {
  /** the centre's outline in WGS-84, or its west, south, east, north: coordinate systems are compared with it */
  outline?: AreaGeometry | Box
  /** zone of times without an offset; it goes into the proposed mapping */
  timeZone?: string
  /** what the file holds, when that is known */
  what?: Inspection['what']
}

/** Reads the beginning of a file and proposes a mapping. Throws a SourceError when the file cannot be read. */
export async function inspectFile(path: string, options: InspectOptions = {}): Promise<Inspection> {
  const { outline, timeZone, what: told, ...how } = options
  const sample = await readSample(path, how)
  const { source, values } = sample
  const dates = source.columns.flatMap((column) => {
    const found = dateCandidate(column, values.get(column) ?? [], timeZone ?? 'UTC')
    return found ? [found] : []
  })
  const coordinates = coordinateCandidates(values, outline ? centreOf(outline) : undefined)
  const columns = profiles(sample, dates)
  const ids = uniqueColumns(sample, columns)
  const findings = { sample, dates, coordinates, ids }
  const isLog = source.format === 'xes'
  const what = told ?? (isLog ? 'events' : guessWhat(findings))
  const { mapping, notes } = isLog ? proposeLog(sample) : propose(what, findings, timeZone)
  const { format, encoding, delimiter } = source
  return {
    file: path,
    format,
    ...(encoding ? { encoding } : {}),
    ...(delimiter ? { delimiter } : {}),
    sampled: sample.count,
    complete: sample.complete,
    unreadable: sample.unreadable,
    what,
    columns,
    dates,
    coordinates,
    ids,
    mapping: {
      ...mapping,
      ...(how.sheet ? { sheet: how.sheet } : {}),
      ...(how.rows ? { rows: how.rows } : {}),
    },
    notes: [...sample.notes, ...coordinates.flatMap(coordinateNotes), ...dates.flatMap(dateNotes), ...notes],
  }
}

function profiles({ source, values }: Sample, dates: readonly DateCandidate[]): ColumnProfile[] {
  const times = new Set(dates.map(({ column }) => column))
  return source.columns.map((name) => profileColumn(name, values.get(name) ?? [], times.has(name)))
}

const ID_NAME = /编号|单号|流水号|编码|代码|\bid\b|id$|code|number|num$|@id/i

/** Columns with a value in every row and no value twice, those named like ids first. */
function uniqueColumns(sample: Sample, columns: readonly ColumnProfile[]): string[] {
  const fit = columns.filter(({ name, type, distinct, empty }) => {
    if (empty > 0 || distinct < sample.count || type === 'time' || type === 'geometry' || type === 'number')
      return false
    const texts = present(sample.values.get(name) ?? [])
    return texts.every((text) => text.length <= 64)
  })
  const named = fit.filter(({ name }) => ID_NAME.test(name))
  return [...named, ...fit.filter((column) => !named.includes(column))].map(({ name }) => name)
}

function dateNotes({ column, forms, share, ambiguous }: DateCandidate): string[] {
  const notes: string[] = []
  if (ambiguous.length > 0) {
    notes.push(
      `${column}: ${forms.join(', ') || 'iso'} reads every value, and so does ${ambiguous.join(', ')}: check which is day and which month`,
    )
  }
  if (forms.length > 1)
    notes.push(`${column}: times are written in ${forms.length} forms: ${forms.join(', ')}`)
  if (share < 1)
    notes.push(`${column}: ${Math.round((1 - share) * 1000) / 10} % of the different values are no time`)
  return notes
}
