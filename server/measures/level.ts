import type { CentreRecord, Level } from '../centre/index.ts'
import { badParameters, oneOfValues } from '../problems.ts'

/** The level of this id; a 400 problem names the levels there are. */
export function levelOf(centre: CentreRecord, id: string): Level {
  const level = centre.levels.find((known) => known.id === id)
  if (level) return level
  const ids = centre.levels.map((known) => known.id)
  throw badParameters([{ parameter: 'level', detail: oneOfValues(id, ids) }])
}
