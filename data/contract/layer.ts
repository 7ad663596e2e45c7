import { z } from 'zod'
import { Filter } from './filter.ts'
import { Basis, Measure } from './measure.ts'
import { BothNames } from './text.ts'

/**
 * Who a file is for. `internal` holds what the caller may read. `public` holds no free text, no exact place and no
 * small count, nor anything a small count could be reckoned back from.
 */
export const ExportProfile = z.enum(['public', 'internal'])
export type ExportProfile = z.infer<typeof ExportProfile>

/** The formats of a file; each is also its file's extension. */
export const ExportFormat = z.enum(['geojson', 'geojsonl', 'csv', 'fgb', 'gpkg', 'parquet'])
export type ExportFormat = z.infer<typeof ExportFormat>

/** What a property holds: `instant` is a moment in time, `day` a local calendar day. */
export const PropertyKind = z.enum(['text', 'whole number', 'number', 'truth', 'instant', 'day'])
export type PropertyKind = z.infer<typeof PropertyKind>

/** A property that every feature of a layer has; its value may be null. */
export const LayerProperty = z.object({
  name: z.string(),
  kind: PropertyKind,
  label: BothNames,
  /** the unit of a measure, where it has one */
  unit: z.string().optional(),
  /** what the value means, where the label does not say it all */
  meaning: BothNames.optional(),
})
export type LayerProperty = z.infer<typeof LayerProperty>

const Box = z.tuple([z.number(), z.number(), z.number(), z.number()])

/** What keeps small counts from being read; null in an internal file. */
export const Suppression = z.object({
  /** counts from 1 to one less than this are not shown */
  below: z.int(),
  /** areas or tickets of which something is withheld */
  withheld: z.int(),
  how: BothNames,
})
export type Suppression = z.infer<typeof Suppression>

/** What a file says of itself, in the place its format has for it. */
export const LayerDescription = Basis.extend({
  layer: z.string(),
  title: BothNames,
  meaning: BothNames,
  centre: z.object({ id: z.string(), name: BothNames }),
  /** number of features */
  features: z.int(),
  /** west, south, east, north of the features; null where none has a place */
  bbox: Box.nullable(),
  geometry: z.enum(['Point', 'MultiPolygon', 'LineString']),
  crs: z.literal('OGC:CRS84'),
  profile: ExportProfile,
  suppression: Suppression.nullable(),
  filter: Filter,
  /** what was chosen beside the filter: size of cells, level, neighbours, step, holders */
  options: z.record(z.string(), z.string()),
  /** what was found in a sentence, and what to bear in mind */
  notes: z.array(BothNames),
  timeZone: z.string(),
  caption: BothNames.nullable(),
  properties: z.array(LayerProperty),
  /** the definitions of the measures that the properties hold */
  measures: z.array(Measure),
})
export type LayerDescription = z.infer<typeof LayerDescription>

/** What some layers are asked beside the filter. */
export const LayerOption = z.enum(['cell', 'level', 'neighbours', 'step', 'by'])
export type LayerOption = z.infer<typeof LayerOption>

/** A layer as it is offered, before it is asked for. */
export const OfferedLayer = LayerDescription.pick({ title: true, meaning: true, geometry: true }).extend({
  id: z.string(),
  takes: z.array(LayerOption),
  /** the property that a map tells its features apart by; null where the asker chooses one */
  shown: z.string().nullable(),
})
export type OfferedLayer = z.infer<typeof OfferedLayer>

/** `GET /api/layers` */
export const OfferedLayers = z.object({
  layers: z.array(OfferedLayer),
  formats: z.array(ExportFormat),
})
export type OfferedLayers = z.infer<typeof OfferedLayers>

/**
 * `GET /api/layers/{layer}`: what a file would hold and say of itself, before it is fetched. Values of `first` are in
 * the order of the properties; an instant is in milliseconds since 1970.
 */
export const LayerSheet = LayerDescription.omit({ filter: true }).extend({
  first: z.array(
    z.object({
      id: z.string(),
      placed: z.boolean(),
      values: z.array(z.union([z.string(), z.number(), z.boolean(), z.null()])),
    }),
  ),
  /** of the file in this format, before the server squeezes it; reckoned from its first features unless it is exact */
  size: z.object({ bytes: z.int(), exact: z.boolean() }),
  /** without a folder, with its extension */
  fileName: BothNames,
})
export type LayerSheet = z.infer<typeof LayerSheet>
