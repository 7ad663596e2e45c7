import { copyFileSync, cpSync, existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Workshop } from '../intake/workshop.ts'

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

/** The data of real cities, beside a checkout. */
export const shared = join(dirname(root), 'shared', 'data')

/** Whether the data of a city is there; tests that need it skip by name where it is not. */
export function isShared(city: string): boolean {
  return existsSync(join(shared, city))
}

/** A folder with a city's pack as a user would write it, the city's files under the names a pack has. */
export function packOf(name: string, files: Readonly<Record<string, string>>): Workshop {
  const shop = new Workshop()
  cpSync(join(root, 'test', 'fixtures', 'packs', name), shop.folder, { recursive: true })
  for (const [target, source] of Object.entries(files))
    copyFileSync(join(shared, source), join(shop.folder, target))
  return shop
}
