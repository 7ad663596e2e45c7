import type { FieldMapping, Mapping } from '@grid/data/contract'
import { IntakeError } from '../errors.ts'
import { didYouMean, listed } from '../nearest.ts'
import type { RowSource, SourceFormat } from '../read/index.ts'
import { type ByteReader, byteReader } from './bytes.ts'
import { dayReader, timeReader } from './dates.ts'
import type { Field, Fields } from './fields.ts'
import { type CellReader, cellReader } from './values.ts'

/** How one of our fields comes out of a row. */
export interface CompiledField<Name extends string = string> {
  name: Name
  /** undefined where the mapping gives a default alone */
  column: string | undefined
  /** place among {@link CompiledMapping.columns}; -1 without a column */
  at: number
  required: boolean
  nulls: ReadonlySet<string> | undefined
  values: ReadonlyMap<string, string | number | boolean | null> | undefined
  fallback: string | number | boolean | undefined
  read: CellReader
  /** reads the bytes of most values; undefined for a value that is left to `read` */
  bytes: ByteReader | undefined
}

export interface CompiledMapping<Name extends string = string> {
  /** columns to ask the source for */
  columns: string[]
  /** every field that is mapped, in our order */
  fields: CompiledField<Name>[]
  /** system of the coordinates; undefined where none are mapped */
  crs: string | undefined
  /** columns that the first rows of a json file do not have; a row may still */
  doubtful: string[]
}

/** What a mapping is compiled against. */
export type MappedFile = Pick<RowSource, 'format' | 'columns'>

export interface MappingContext {
  /** how messages call the mapping: its path, or "the default mapping" */
  place: string
  /** the centre's zone, for times without an offset where the mapping names none */
  timeZone: string
  /** how messages call the data file */
  file: string
}

/** Fields that need a named coordinate system. */
const spatial = new Set(['lon', 'lat', 'geometry'])

const isSpatial = (name: string) => spatial.has(name.slice(name.indexOf('.') + 1))

/** Where a mapping names a field; one that is not among its `fields` carries its path, e.g. `tickets.category`. */
const pathOf = (name: string) => (name.includes('.') ? name : `fields.${name}`)

/** What geojson holds beside its properties, taken where the mapping names nothing else. */
const ofGeoJson: Readonly<Record<string, string>> = { lon: '@lon', lat: '@lat', geometry: '@geometry' }

/**
 * What the standard extensions of XES call our fields, taken where a log does not use our names. `org:resource` is not
 * among them: most logs name a person there, and persons are not stored.
 */
export const ofXes: Readonly<Record<string, string>> = {
  ticket: 'trace.concept:name',
  at: 'time:timestamp',
  kind: 'concept:name',
  unit: 'org:group',
}

/** Formats whose columns may first appear in a late row. */
const openEnded: ReadonlySet<SourceFormat> = new Set(['json', 'ndjson', 'geojson', 'xes'])

/**
 * Compiles a mapping against a file's columns, once; without a mapping our field names are looked for as columns.
 * Throws IntakeError with every fault found: unknown fields, absent columns, missing required fields, coordinates
 * without a system.
 */
export function compileMapping<F extends Fields>(
  mapping: Mapping | undefined,
  fields: F,
  source: MappedFile,
  context: MappingContext,
): CompiledMapping<Extract<keyof F, string>> {
  const given = mapping ? withGeometry(mapping, fields, source) : identity(fields, source)
  const faults = [
    ...unknownFields(given, fields),
    ...missingFields(given, fields, mapping, source),
    ...absentColumns(given, fields, source, context.file),
    ...(mapping && !mapping.crs ? withoutSystem(given, fields) : []),
  ]
  if (faults.length > 0) throw new IntakeError(faults.map((fault) => `${context.place}: ${fault}`))

  const columns: string[] = []
  const compiled: CompiledField<Extract<keyof F, string>>[] = []
  const timeZone = mapping?.timeZone ?? context.timeZone
  for (const name of namesOf(fields)) {
    const how = given.get(name)
    const field = fields[name]
    if (how === undefined || field === undefined) continue
    const detail = typeof how === 'string' ? { column: how } : how
    let at = detail.column === undefined ? -1 : columns.indexOf(detail.column)
    if (at === -1 && detail.column !== undefined) at = columns.push(detail.column) - 1
    const meaning = meaningOf(mapping, detail)
    const { format } = detail
    compiled.push({
      name,
      column: detail.column,
      at,
      required: field.required === true,
      ...meaning,
      fallback: detail.default,
      read: readerOf(field, source.format, format, timeZone, `${context.place}: ${pathOf(name)}.format`),
      // a value that means something else is told by its text
      bytes: meaning.nulls || meaning.values ? undefined : byteReader(field, format, timeZone),
    })
  }
  const located = compiled.some((field) => isSpatial(field.name))
  return {
    columns,
    fields: compiled,
    crs: located ? (mapping?.crs ?? 'EPSG:4326') : undefined,
    doubtful: columns.filter((column) => !source.columns.includes(column)),
  }
}

/** What values of a column mean nothing, or something else. */
function meaningOf(mapping: Mapping | undefined, detail: Exclude<FieldMapping, string>) {
  const nulls = [...(mapping?.null ?? []), ...(detail.null ?? [])]
  return {
    nulls: nulls.length > 0 ? new Set(nulls) : undefined,
    values: detail.values ? new Map(Object.entries(detail.values)) : undefined,
  }
}

function readerOf(
  field: Field,
  format: SourceFormat,
  forms: string | string[] | undefined,
  timeZone: string,
  place: string,
): CellReader {
  const { kind } = field
  const list = typeof forms === 'string' ? [forms] : forms
  if (kind.is === 'instant') return timeReader(list, timeZone, place)
  if (kind.is === 'day') return dayReader(list, place)
  if (list) throw new IntakeError([`${place}: only dates and times have a format; leave it out`])
  return cellReader(kind, format)
}

function namesOf<F extends Fields>(fields: F): Extract<keyof F, string>[] {
  const names: Extract<keyof F, string>[] = []
  for (const name in fields) if (Object.hasOwn(fields, name)) names.push(name)
  return names
}

type Given = ReadonlyMap<string, FieldMapping>

function identity(fields: Fields, source: MappedFile): Given {
  const given = new Map<string, FieldMapping>()
  for (const name of Object.keys(fields)) {
    const own = source.columns.includes(name) ? name : standardName(name, source.format)
    if (own !== undefined && source.columns.includes(own)) given.set(name, own)
  }
  return given
}

/** What a format of its own calls a field of ours; a log in XES tells of its ticket in the trace. */
function standardName(name: string, format: SourceFormat): string | undefined {
  if (format !== 'xes') return ofGeoJson[name]
  return name.startsWith('tickets.') ? name.replace('tickets.', 'trace.') : ofXes[name]
}

function withGeometry(mapping: Mapping, fields: Fields, source: MappedFile): Given {
  const told = Object.entries(mapping.tickets ?? {}).map(([name, how]) => [`tickets.${name}`, how] as const)
  const given = new Map([...Object.entries(mapping.fields), ...told])
  for (const [name, column] of Object.entries(ofGeoJson)) {
    if (Object.hasOwn(fields, name) && !given.has(name) && source.columns.includes(column))
      given.set(name, column)
  }
  return given
}

function unknownFields(given: Given, fields: Fields): string[] {
  const known = Object.keys(fields)
  return [...given.keys()]
    .filter((name) => !Object.hasOwn(fields, name))
    .map(
      (name) =>
        `${pathOf(name)}: there is no such field of ours${didYouMean(name, known)} The fields are ${listed(known)}`,
    )
}

function missingFields(
  given: Given,
  fields: Fields,
  mapping: Mapping | undefined,
  source: MappedFile,
): string[] {
  const missing = Object.entries(fields).filter(([name, field]) => field.required && !given.has(name))
  return missing.map(([name]) =>
    mapping
      ? `${pathOf(name)}: is required; name its column. The columns are ${listed(source.columns)}`
      : `there is no column "${name}" and it is required; write a mapping that names its column. The columns are ${listed(source.columns)}`,
  )
}

function absentColumns(given: Given, fields: Fields, source: MappedFile, file: string): string[] {
  const faults: string[] = []
  for (const [name, how] of given) {
    const column = typeof how === 'string' ? how : how.column
    if (column === undefined) {
      if (typeof how !== 'string' && how.default === undefined)
        faults.push(`${pathOf(name)}: needs a "column" or a "default"`)
      continue
    }
    if (source.columns.includes(column)) continue
    const optional = Object.hasOwn(fields, name) && fields[name]?.required !== true
    if (optional && openEnded.has(source.format) && !column.startsWith('@')) continue
    faults.push(
      `${pathOf(name)}: there is no column ${JSON.stringify(column)} in ${file}${didYouMean(column, source.columns)} The columns are ${listed(source.columns)}`,
    )
  }
  return faults
}

function withoutSystem(given: Given, fields: Fields): string[] {
  const located = [...given.keys()].filter((name) => isSpatial(name) && Object.hasOwn(fields, name))
  if (located.length === 0) return []
  return [
    `crs: is required because ${located.join(' and ')} are mapped; write EPSG:4326 (WGS-84), GCJ-02, BD-09 or another EPSG code. It is never guessed`,
  ]
}
