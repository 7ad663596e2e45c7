import { join } from 'node:path'
import type { Clock } from '../../clock.ts'
import type { Store } from '../../store/index.ts'
import { importAreasWithin } from '../areas/index.ts'
import { IntakeError } from '../errors.ts'
import { withRejects } from '../within.ts'
import { readCentre, writeCentre } from './centre.ts'
import { areasFile } from './files.ts'

/**
 * Puts the centre and the areas of a pack into an empty database, so that its other files can be looked at in their
 * light. Areas that cannot be read yet are left out; the answer says why. Throws IntakeError for a wrong `centre.json`.
 */
export async function loadPlaces(store: Store, pack: string, clock: Clock): Promise<readonly string[]> {
  const centre = await readCentre(join(pack, 'centre.json'))
  await store.writeAlone((transaction) => writeCentre(transaction, centre, null, clock.now()))
  try {
    const file = await areasFile(pack)
    if (!file) return [`${pack}: there are no areas yet`]
    await withRejects({ file, path: null, clock }, (step) =>
      store.writeAlone((transaction) => importAreasWithin(transaction, step)),
    )
    return []
  } catch (cause) {
    if (cause instanceof IntakeError) return cause.lines
    throw cause
  }
}
