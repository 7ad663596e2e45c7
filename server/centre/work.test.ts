import { Status } from '@grid/data/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStore, type Store, sql } from '../store/index.ts'
import { wasWork, workStatuses } from './work.ts'

describe('what was work to do', () => {
  let store: Store
  beforeAll(async () => {
    store = await openStore({ file: ':memory:' })
  })
  afterAll(() => store.close())

  it('is every ticket but those void, told twice or rejected', async () => {
    const rows = await store.read(
      sql`SELECT t.status FROM (SELECT CAST(unnest(enum_range(CAST(NULL AS status))) AS status) AS status) t WHERE ${wasWork}`,
    )
    expect(rows.map(({ status }) => status)).toEqual([...workStatuses])
    const others = Status.options.filter((status) => !workStatuses.includes(status))
    expect(others.sort()).toEqual(['duplicate', 'rejected', 'void'])
  })
})
