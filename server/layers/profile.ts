import type { ExportProfile, Filter } from '@grid/data/contract'
import type { Caller } from '../access/index.ts'
import { ProblemError } from '../problems.ts'

/** What chooses tickets by their text or their exact place. */
const telling = ['q', 'bbox', 'within', 'hexagon'] as const

/** Areas of two times differ by a few houses, as two shapes do. */
const thenRefused = {
  parameter: 'boundaries',
  detail: 'public files are by today’s boundaries: leave it out, or ask for profile=internal',
}

/**
 * The profile of a file: the one asked for, else the one of its asker: `public` for the public, `internal` for everybody
 * else. A 403 problem where the public asks for an internal file, and where a public file is to be chosen by text or by a
 * shape on the map: whoever draws two shapes that differ by one house has counted the house.
 */
export function profileOf(caller: Caller, asked: ExportProfile | undefined, filter: Filter): ExportProfile {
  const own = caller.role === 'public' ? 'public' : 'internal'
  const profile = asked ?? own
  if (profile === 'internal' && own === 'public')
    throw new ProblemError(403, 'Internal files are not open to you.', [
      { parameter: 'profile', detail: 'write public, or leave it out' },
    ])
  const refused = telling.filter((parameter) => filter[parameter] !== undefined)
  if (profile === 'public' && filter.boundaries === 'then')
    throw new ProblemError(403, 'A public file is not told by the boundaries of another time.', [thenRefused])
  if (profile === 'public' && refused.length > 0)
    throw new ProblemError(
      403,
      'A public file is not chosen by text or by a shape on the map.',
      refused.map((parameter) => ({ parameter, detail: 'choose by area, or ask for profile=internal' })),
    )
  return profile
}
