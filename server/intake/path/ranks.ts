/** Tiers that stand beside another one, not on a rung of their own: a department is no superior of a street. */
const beside: Readonly<Record<string, string>> = { department: 'street' }

/**
 * How high each tier stands, by its id: the place in the order of the pack, lowest first. Tiers that only files mention
 * have no rank: nobody said whether they are above or below.
 */
export function tierRanks(tiers: readonly { id: string }[]): ReadonlyMap<string, number> {
  const order = new Map(tiers.map(({ id }, index) => [id, index]))
  return new Map(tiers.map(({ id }, index) => [id, order.get(beside[id] ?? id) ?? index]))
}
