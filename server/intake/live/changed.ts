import type { Happening } from '../../audit/index.ts'
import type { Told } from './intake.ts'
import type { Rows } from './rows.ts'

/** Ids that an entry names; of more it says how many there were. */
const mostIds = 100

/** The entry of a message that changed tickets: which, and what became of its rows. */
export function changedBy(asked: Omit<Happening, 'action' | 'what'>, of: Rows['of']): Told {
  return (outcomes) => {
    const count = (wanted: string) => outcomes.filter(({ outcome }) => outcome === wanted).length
    const ids = [
      ...new Set(outcomes.flatMap(({ id, outcome }) => (id && outcome !== 'rejected' ? [id] : []))),
    ]
    return {
      ...asked,
      action: 'changed',
      what: of === 'tickets' ? 'ticket' : 'log',
      subject: ids.length === 1 ? (ids[0] ?? null) : null,
      detail: {
        created: count('created'),
        updated: count('updated'),
        unchanged: count('unchanged'),
        rejected: count('rejected'),
        ...(ids.length > 1 ? { ids: ids.slice(0, mostIds), of: ids.length } : {}),
      },
    }
  }
}
