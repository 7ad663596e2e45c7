import { createReadStream, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sweep } from '../../store/index.ts'
import type { OpenLayer } from '../layer.ts'
import type { Format } from './format.ts'
import { GeoPackageFile } from './gpkg-file.ts'

/**
 * GeoPackage 1.3. A database cannot be sent before it is whole, so it is made in a file aside and sent from there; the
 * file is gone when it is sent, or when nobody waits for it any more. It has no spatial index: the engine that writes it
 * has none.
 */
export const geoPackage: Format = {
  id: 'gpkg',
  mediaType: 'application/geopackage+sqlite3',
  async *encode(layer) {
    const folder = mkdtempSync(join(tmpdir(), 'grid-centre-'))
    try {
      const path = join(folder, 'layer.gpkg')
      await written(path, layer)
      let chunks = 0
      for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
        yield chunk as Buffer
        sweep(++chunks)
      }
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },
}

async function written(path: string, { description, features }: OpenLayer): Promise<void> {
  const file = new GeoPackageFile(path, description)
  try {
    for await (const batch of features()) file.add(batch)
    file.finish()
  } finally {
    file.close()
  }
}
