import type { DuckDBConnection, DuckDBPreparedStatement, DuckDBType } from '@duckdb/node-api'

type Plans = Map<string, DuckDBPreparedStatement>

const kept = new WeakMap<DuckDBConnection, Plans>()

/** Plans a connection keeps, the last used of them. */
const most = 24

/**
 * A statement that is read for values of some types once a connection. What it finds is of the time it is asked:
 * the engine plans anew with every value and where the schema has changed. Only one question at a time may use it, as of its connection.
 */
export async function keptPlan(
  connection: DuckDBConnection,
  text: string,
  types: readonly DuckDBType[],
): Promise<DuckDBPreparedStatement> {
  const plans = kept.get(connection) ?? new Map<string, DuckDBPreparedStatement>()
  kept.set(connection, plans)
  const key = `${types.join()} ${text}`
  const plan = plans.get(key) ?? (await connection.prepare(text))
  // the last used stands last
  plans.delete(key)
  plans.set(key, plan)
  const [first] = plans
  if (first && plans.size > most) {
    plans.delete(first[0])
    first[1].destroySync()
  }
  return plan
}
