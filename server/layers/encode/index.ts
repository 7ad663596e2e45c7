import { csv } from './csv.ts'
import { flatGeobuf } from './fgb.ts'
import type { Format } from './format.ts'
import { geoJson } from './geojson.ts'
import { geoJsonLines } from './geojsonl.ts'
import { geoPackage } from './gpkg.ts'
import { geoParquet } from './parquet.ts'

/** Every format, in the order they are offered: a new one is one file and one line here. */
export const formats: readonly Format[] = [geoJson, geoJsonLines, csv, flatGeobuf, geoPackage, geoParquet]

export type { Beside, Format } from './format.ts'
