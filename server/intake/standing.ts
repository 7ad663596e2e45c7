import type { Transaction } from '../store/index.ts'
import { placedAreas } from './areas/stored.ts'
import { type LoadedCentre, loadedCentre } from './centre.ts'
import { AreaPlacer } from './locate/index.ts'
import { type PathRules, pathRules } from './path/index.ts'
import { Keys, type Register } from './register.ts'

/** What rows are read and judged by: it stands while nothing but rows is written. */
export interface Standing {
  centre: LoadedCentre
  placer: AreaPlacer
  keys: Readonly<Record<Register, Keys>>
  rules: PathRules
}

/** Reads what stands; throws IntakeError where no centre was loaded yet. */
export async function standingOf(transaction: Transaction): Promise<Standing> {
  const centre = await loadedCentre(transaction)
  return {
    centre,
    placer: new AreaPlacer(await placedAreas(transaction)),
    keys: {
      source: await Keys.of('source', transaction),
      category: await Keys.of('category', transaction),
      tier: await Keys.of('tier', transaction),
      unit: await Keys.of('unit', transaction),
    },
    rules: await pathRules(transaction, centre.pack),
  }
}
