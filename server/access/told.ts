import type { Session } from '@grid/data/contract'
import { type Store, sql } from '../store/index.ts'
import type { Caller } from './caller.ts'
import { may, tasksOf } from './rights.ts'
import type { Known } from './shown.ts'

/** Who is asking, as a page needs to know it; null where nobody has said who they are. */
export async function sessionCaller(
  store: Store,
  { caller, account, token }: Pick<Known, 'caller' | 'account' | 'token'>,
): Promise<Session['caller']> {
  const { kind, name } = caller.who
  if (kind === 'public') return null
  return {
    kind,
    name,
    role: caller.role,
    scope: caller.scope === 'all' ? 'all' : [...caller.scope],
    areas: await areasNamed(store, caller.scope),
    tasks: tasksOf(caller.role).filter((task) => may(caller, task)),
    scenes: token?.scenes ?? null,
    password: account !== undefined && account.password !== null,
  }
}

/** Areas of a scope by name, in its order; one that the centre no longer has is its code. */
async function areasNamed(store: Store, scope: Caller['scope']) {
  if (scope === 'all') return []
  const rows = await store.read(sql`SELECT code, any_value(name) AS name, any_value(name_en) AS name_en
    FROM area WHERE code IN (SELECT unnest(CAST(${scope} AS VARCHAR[]))) GROUP BY code`)
  const names = new Map(rows.map((row) => [String(row.code), row]))
  return scope.map((code) => {
    const row = names.get(code)
    const nameEn = row?.name_en
    return { code, name: String(row?.name ?? code), nameEn: typeof nameEn === 'string' ? nameEn : null }
  })
}

/** Codes that are no area's: a scope of them would open nothing. */
export async function unknownAreas(store: Store, scope: Caller['scope']): Promise<string[]> {
  if (scope === 'all') return []
  const rows = await store.read(
    sql`SELECT DISTINCT code FROM area WHERE code IN (SELECT unnest(CAST(${scope} AS VARCHAR[])))`,
  )
  const known = new Set(rows.map((row) => String(row.code)))
  return scope.filter((code) => !known.has(code))
}
