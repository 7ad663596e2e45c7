import { PersonRole } from '@grid/data/contract'
import { z } from 'zod'
import type { SsoPerson } from './accounts.ts'

const Claim = z.string().min(1)

/**
 * What the claims of the single sign-on mean here. `role.values` is read in its order, the first that a person has counts;
 * `scope` is `all`, or a claim of area codes, where `values` translates them and `all` names what stands for everything.
 */
export const SsoMap = z.strictObject({
  name: Claim.default('preferred_username'),
  role: z.strictObject({
    claim: Claim,
    values: z.record(z.string(), PersonRole),
    default: PersonRole.optional(),
  }),
  scope: z.union([
    z.literal('all'),
    z.strictObject({
      claim: Claim,
      values: z.record(z.string(), z.array(z.string()).min(1)).optional(),
      all: z.array(z.string()).default([]),
    }),
  ]),
})
export type SsoMap = z.infer<typeof SsoMap>

/** Somebody's claims as the map reads them; in the place of a person, why nobody can be made of them. */
export function personOf(
  map: SsoMap,
  issuer: string,
  claims: Readonly<Record<string, unknown>>,
): SsoPerson | 'no role' | 'no areas' {
  const subject = String(claims.sub)
  const role = roleOf(map, claims)
  if (!role) return 'no role'
  const scope = scopeOf(map, claims)
  if (scope !== 'all' && scope.length === 0) return 'no areas'
  return { issuer, subject, name: listAt(claims, map.name)[0]?.slice(0, 100) ?? subject, role, scope }
}

function roleOf({ role }: SsoMap, claims: Readonly<Record<string, unknown>>): PersonRole | undefined {
  const has = new Set(listAt(claims, role.claim))
  return Object.entries(role.values).find(([value]) => has.has(value))?.[1] ?? role.default
}

function scopeOf({ scope }: SsoMap, claims: Readonly<Record<string, unknown>>): 'all' | string[] {
  if (scope === 'all') return 'all'
  const has = listAt(claims, scope.claim)
  if (has.some((value) => scope.all.includes(value))) return 'all'
  const codes = has.flatMap((value) =>
    scope.values === undefined ? [value] : Object.hasOwn(scope.values, value) ? scope.values[value]! : [],
  )
  return [...new Set(codes)].sort()
}

/** A claim as a list of texts; dots lead into claims that are objects, where no claim has that name itself. */
function listAt(claims: Readonly<Record<string, unknown>>, path: string): string[] {
  const found = Object.hasOwn(claims, path)
    ? claims[path]
    : path.split('.').reduce<unknown>((at, key) => {
        return typeof at === 'object' && at !== null && Object.hasOwn(at, key)
          ? (at as Record<string, unknown>)[key]
          : undefined
      }, claims)
  const list = Array.isArray(found) ? found : [found]
  return list.filter((value) => typeof value === 'string' || typeof value === 'number').map(String)
}
