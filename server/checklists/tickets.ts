import type { ChecklistTickets, Filter, TicketPage } from '@grid/data/contract'
import { type Asking, predicateOf } from '../filter/index.ts'
import { badParameters, oneOfValues } from '../problems.ts'
import { sql } from '../store/index.ts'
import { type Page, pageOf } from '../tickets/index.ts'
import { listedIn } from './listed.ts'
import { conditionOf, conditionsOf, ofLists } from './tickets-of-lists.ts'

/** Which number of which line; all lists where none is named, all lines where no item is. */
export interface Behind {
  checklist?: string | undefined
  /** the category of a line, as the checklist names it */
  item?: string | undefined
  parting: ChecklistTickets
}

/** The tickets behind a number of the checklists, in the order and the pages of the list of tickets. */
export async function ticketsBehind(
  asking: Asking,
  { checklist, item, parting }: Behind,
  filter: Filter,
  page: Page,
): Promise<TicketPage> {
  const { centre } = asking
  const listed = listedIn(centre)
  const list = centre.pack.checklists.findIndex(({ id }) => id === checklist)
  if (checklist !== undefined && list === -1)
    throw badParameters([
      {
        parameter: 'checklist',
        detail: oneOfValues(
          checklist,
          centre.pack.checklists.map(({ id }) => id),
        ),
      },
    ])
  const onList = listed.filter((one) => checklist === undefined || one.list === list)
  const chosen = onList.filter((one) => item === undefined || one.item.category === item)
  if (item !== undefined && chosen.length === 0)
    throw badParameters([
      { parameter: 'item', detail: oneOfValues(item, [...new Set(onList.map((one) => one.item.category))]) },
    ])
  const select = sql`SELECT f.key FROM f WHERE f.list >= 0 AND ${conditionOf(conditionsOf(centre), parting)}`
  const where = sql`${predicateOf(asking, filter)} AND t.key IN (${ofLists(asking, filter, { listed: chosen, select })})`
  return pageOf(asking, filter, where, page)
}
