import type { LayerDescription, LayerProperty } from '@grid/data/contract'
import { Builder } from 'flatbuffers'
import { Column } from 'flatgeobuf/lib/mjs/flat-geobuf/column.js'
import { ColumnType } from 'flatgeobuf/lib/mjs/flat-geobuf/column-type.js'
import { Crs } from 'flatgeobuf/lib/mjs/flat-geobuf/crs.js'
import { GeometryType } from 'flatgeobuf/lib/mjs/flat-geobuf/geometry-type.js'
import { Header } from 'flatgeobuf/lib/mjs/flat-geobuf/header.js'

/** How FlatGeobuf holds each kind of property. */
export const columnTypes: Record<LayerProperty['kind'], ColumnType> = {
  text: ColumnType.String,
  'whole number': ColumnType.Long,
  number: ColumnType.Double,
  truth: ColumnType.Bool,
  instant: ColumnType.DateTime,
  // there is no type for a day
  day: ColumnType.String,
}

/** The size-prefixed header; its `metadata` holds what the layer says of itself as JSON. */
export function headerOf(description: LayerDescription): Uint8Array {
  const { layer, title, meaning, bbox, geometry, properties, features } = description
  const builder = new Builder(16_384)
  builder.prep(8, 0)
  const text = (words: string) => builder.createString(words)
  const columns = Header.createColumnsVector(
    builder,
    properties.map(({ name, kind, label, meaning: means }) => {
      const written = text(name)
      const titled = text(`${label.en} / ${label.zh}`)
      const described = text(means ? `${means.en} / ${means.zh}` : '')
      Column.startColumn(builder)
      Column.addName(builder, written)
      Column.addType(builder, columnTypes[kind])
      Column.addTitle(builder, titled)
      Column.addDescription(builder, described)
      return Column.endColumn(builder)
    }),
  )
  const org = text('EPSG')
  Crs.startCrs(builder)
  Crs.addOrg(builder, org)
  Crs.addCode(builder, 4326)
  const crs = Crs.endCrs(builder)
  const envelope = bbox && Header.createEnvelopeVector(builder, bbox)
  const [name, titled, described] = [layer, both(title), both(meaning)].map(text)
  const metadata = text(JSON.stringify(description))
  Header.startHeader(builder)
  Header.addName(builder, name!)
  if (envelope !== null) Header.addEnvelope(builder, envelope)
  Header.addGeometryType(builder, GeometryType[geometry])
  Header.addColumns(builder, columns)
  Header.addFeaturesCount(builder, BigInt(features))
  Header.addIndexNodeSize(builder, 0)
  Header.addCrs(builder, crs)
  Header.addTitle(builder, titled!)
  Header.addDescription(builder, described!)
  Header.addMetadata(builder, metadata)
  builder.finishSizePrefixed(Header.endHeader(builder))
  return builder.asUint8Array()
}

const both = ({ en, zh }: LayerDescription['title']) => (en === zh ? en : `${en} / ${zh}`)
