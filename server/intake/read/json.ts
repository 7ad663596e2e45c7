import { isCollection } from './detect.ts'
import { pointOf } from './geometry.ts'
import { findList, jsonList, ROOT } from './json-list.ts'
import { parseExact } from './json-stream.ts'
import { linesOf } from './lines.ts'
import { isRecord, own } from './object.ts'
import { type Getter, pathGetter, pathsIn, type RecordRow, rowMaker, withProblem } from './record.ts'
import { clip, type RowSource, SourceError, type SourceRow } from './source.ts'
import type { TextFile } from './text-file.ts'

const SAMPLED = 200

/** A parsed value with the number a person finds it by, or what could not be parsed. */
interface Numbered {
  row: number
  record: unknown
  problem?: { text: string; why: string }
}
type Records = () => AsyncIterable<Numbered[]>

/** A JSON file with a list of records, at the dotted path `rows` or the outermost list found. */
export function openJson(file: TextFile, rows: string | undefined): Promise<RowSource> {
  const path = rows ?? findList(file.headText) ?? ''
  return open(file, 'json', () => numbered(file, path))
}

/** One JSON object a line; rows are numbered by line. */
export function openNdjson(file: TextFile): Promise<RowSource> {
  return open(file, 'ndjson', () => fromLines(file))
}

/** A FeatureCollection, a single Feature, or one Feature a line (RFC 7946, RFC 8142). */
export function openGeojson(file: TextFile, lines: boolean): Promise<RowSource> {
  const path = isCollection(file.headText) ? 'features' : ROOT
  return open(file, 'geojson', lines ? () => fromLines(file) : () => numbered(file, path))
}

async function open(
  file: TextFile,
  format: 'json' | 'ndjson' | 'geojson',
  records: Records,
): Promise<RowSource> {
  const sample = await firstRecords(records)
  if (sample.length === 0)
    throw new SourceError('the file holds no record', file.path, 'export the file again')
  const geo = format === 'geojson'
  const columns = geo ? featureColumns(sample) : pathsIn(sample)
  const getter = geo ? featureGetter : pathGetter
  const { encoding, bytes } = file
  return { format, encoding, columns, bytes, rows: (wanted) => readRows(records, wanted, wanted.map(getter)) }
}

async function firstRecords(records: Records): Promise<object[]> {
  const sample: object[] = []
  for await (const batch of records()) {
    for (const { record } of batch) if (isRecord(record)) sample.push(record)
    if (sample.length >= SAMPLED) break
  }
  return sample
}

async function* readRows(
  records: Records,
  wanted: readonly string[],
  getters: readonly Getter[],
): AsyncGenerator<SourceRow[]> {
  const make = rowMaker(wanted, getters)
  for await (const batch of records()) yield batch.map((numbered) => toRow(numbered, make))
}

function toRow(
  { row, record, problem }: Numbered,
  make: (row: number, record: unknown) => RecordRow,
): SourceRow {
  if (!problem) return make(row, record)
  return withProblem(make(row, problem.text), {
    value: clip(problem.text, 200),
    reason: `the line is not a JSON object: ${problem.why}`,
    remedy: 'write one JSON object a line',
  })
}

async function* numbered(file: TextFile, path: string): AsyncGenerator<Numbered[]> {
  let row = 0
  for await (const batch of jsonList(file, path)) yield batch.map((record) => ({ row: ++row, record }))
}

async function* fromLines(file: TextFile): AsyncGenerator<Numbered[]> {
  for await (const lines of linesOf(file)) {
    yield lines.map(({ line, text }) => {
      try {
        return { row: line, record: parseExact(text) }
      } catch (error) {
        return {
          row: line,
          record: null,
          problem: { text, why: error instanceof Error ? error.message : '' },
        }
      }
    })
  }
}

function featureColumns(sample: readonly object[]): string[] {
  const properties = sample.map((feature) => own(feature, 'properties')).filter(isRecord)
  const points = sample.some((feature) => pointOf(own(feature, 'geometry')))
  const ids = sample.some((feature) => own(feature, 'id') !== undefined)
  return [...(ids ? ['@id'] : []), ...(points ? ['@lon', '@lat'] : []), '@geometry', ...pathsIn(properties)]
}

function featureGetter(column: string): Getter {
  const property = pathGetter(column)
  const fromProperties: Getter = (feature) => {
    const properties = own(feature, 'properties')
    return isRecord(properties) ? property(properties) : undefined
  }
  if (column === '@geometry') return (feature) => own(feature, 'geometry')
  if (column === '@id') return (feature) => own(feature, 'id') ?? fromProperties(feature)
  if (column === '@lon') return (feature) => pointOf(own(feature, 'geometry'))?.[0]
  if (column === '@lat') return (feature) => pointOf(own(feature, 'geometry'))?.[1]
  return fromProperties
}
