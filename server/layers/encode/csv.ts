import type { LayerDescription, LayerProperty } from '@grid/data/contract'
import { localTimes } from '../../centre/index.ts'
import { inert } from '../../spreadsheet.ts'
import type { Feature, Value } from '../layer.ts'
import type { Beside, Format } from './format.ts'
import { wellKnownText } from './wkt.ts'

/** Characters that a cell of a spreadsheet can hold; a longer outline would spill over the rows below. */
const longestCell = 32_767

/** A cell by RFC 4180. A text that a spreadsheet would run as a formula gets an apostrophe before it. */
export function cell(value: Value): string {
  if (value === null) return ''
  if (typeof value !== 'string') return String(value)
  const safe = inert(value)
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Columns after the properties: where a feature is, and that it is made up where it is. */
function moreColumns({ geometry, synthetic }: LayerDescription) {
  const place = geometry === 'Point' ? ['lon', 'lat'] : ['WKT']
  return { place, names: [...(synthetic ? ['synthetic'] : []), ...place] }
}

/**
 * Comma-separated text in UTF-8 with a byte order mark, so that spreadsheets read Chinese right. Points have `lon` and
 * `lat`, other places the column `WKT`, the last one. What the layer says of itself is in a file beside it, as CSV on the
 * Web has it.
 */
export const csv: Format = {
  id: 'csv',
  mediaType: 'text/csv; charset=utf-8; header=present',
  async *encode({ description, features }) {
    const { properties, timeZone, synthetic } = description
    const local = localTimes(timeZone)
    const { place, names } = moreColumns(description)
    const header = [...properties.map(({ name }) => name), ...names].map(cell).join(',')
    yield Buffer.from(`\uFEFF${header}\r\n`)
    const shown = (value: Value, index: number) =>
      typeof value === 'number' && properties[index]?.kind === 'instant' ? local(value) : cell(value)
    const line = ({ values, geometry }: Feature) =>
      [
        ...values.map(shown),
        ...(synthetic ? ['true'] : []),
        ...(geometry ? placed(geometry) : place.map(() => '')),
      ].join(',')
    for await (const batch of features())
      yield Buffer.from(batch.map((feature) => `${line(feature)}\r\n`).join(''))
  },
  beside: besideCsv(),
}

function placed(geometry: NonNullable<Feature['geometry']>): string[] {
  if (geometry.type === 'Point') return geometry.coordinates.map(String)
  const text = wellKnownText(geometry)
  return [text.length > longestCell ? '' : `"${text}"`]
}

const datatypes: Record<LayerProperty['kind'], string> = {
  text: 'string',
  'whole number': 'integer',
  number: 'number',
  truth: 'boolean',
  instant: 'datetime',
  day: 'date',
}

/** The description of a table by "Metadata Vocabulary for Tabular Data" of the W3C. */
function besideCsv(): Beside {
  return {
    suffix: '-metadata.json',
    mediaType: 'application/csvm+json',
    write: (description, fileName) => {
      const column = ({ name, kind, label, meaning }: LayerProperty) => ({
        name,
        titles: { und: [name], en: [label.en], zh: [label.zh] },
        datatype: datatypes[kind],
        ...(meaning ? { 'dc:description': [meaning.en, meaning.zh] } : {}),
      })
      const more = moreColumns(description).names.map((name) => ({ name, titles: name }))
      return `${JSON.stringify({
        '@context': 'http://www.w3.org/ns/csvw',
        url: fileName,
        'dc:title': description.title,
        dialect: { header: true, encoding: 'utf-8', delimiter: ',', lineTerminators: ['\r\n'] },
        tableSchema: { columns: [...description.properties.map(column), ...more] },
        metadata: description,
      })}\n`
    },
  }
}
