import { get } from 'node:http'
import { say } from '../prepare.mjs'
import type { ExportResult } from './result.ts'
import type { Serving } from './server.ts'

/** The files of all tickets, and those of two layers that are reckoned: what a planner takes along. */
const files = [
  ...['geojson', 'geojsonl', 'csv', 'fgb', 'parquet', 'gpkg'].map((format) => ({ layer: 'tickets', format })),
  { layer: 'areas-community', format: 'gpkg' },
  { layer: 'cells', format: 'fgb' },
] as const

/** Whether a run of questions that contain this text is to export too. */
export function isExportAsked(only: string): boolean {
  return 'export'.includes(only) || only.startsWith('export')
}

/** Saves each file whole from a server of its own, of all time, and watches what the server takes for it. */
export async function exports(serving: Serving): Promise<ExportResult[]> {
  const results: ExportResult[] = []
  for (const { layer, format } of files) {
    say(`export: ${layer}.${format}`)
    results.push(
      await serving(async (server, asker) => {
        const sheet = await asker.ask(`/api/layers/${layer}?format=${format}&preview=0`)
        const { features } = JSON.parse(sheet.text()) as { features: number }
        const before = server.peakMemory()
        const started = performance.now()
        const bytes = await lengthOf(`${server.url}/api/export/${layer}.${format}`)
        const seconds = (performance.now() - started) / 1000
        const after = server.peakMemory()
        return {
          layer,
          format,
          rows: features,
          bytes,
          seconds,
          rowsPerSecond: features / seconds,
          memoryGrowth: before === null || after === null ? null : after - before,
        }
      }),
    )
  }
  return results
}

/** Bytes of a file as it is sent unpacked; they are not kept. Throws where it is refused or broken off. */
function lengthOf(url: string): Promise<number> {
  return new Promise((resolve, reject) => {
    get(url, (response) => {
      let bytes = 0
      response.on('data', (part: Buffer) => {
        bytes += part.length
      })
      response.on('error', reject)
      response.on('end', () => {
        if (response.statusCode === 200 && response.complete) resolve(bytes)
        else reject(new Error(`${url}: ${response.statusCode}`))
      })
    }).on('error', reject)
  })
}
