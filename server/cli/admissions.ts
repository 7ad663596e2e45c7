import {
  Accesses,
  type Accesses as AccessesType,
  Account,
  ApiKey,
  Display,
  KeyRole,
  MadeApiKey,
  MadeDisplay,
  PersonRole,
  type Scope,
  WallSceneKind,
} from '@grid/data/contract'
import type { z } from 'zod'
import { IntakeError } from '../intake/index.ts'
import type { Ask } from './door.ts'
import { UsageError } from './export.ts'
import { aligned } from './table.ts'

/** Flags of what is made. */
export interface AdmissionFlags {
  role?: string
  area?: string[]
  scene?: string[]
  days?: string
}

/** Lets somebody in. */
export async function addUser(
  ask: Ask,
  name: string,
  flags: AdmissionFlags,
  password: string,
): Promise<Account> {
  const role = choice('role', flags.role, PersonRole)
  return await ask('POST', '/api/access/accounts', Account, {
    name,
    role,
    scope: scopeOf(flags.area),
    password,
  })
}

/** Changes somebody who is named as at the login. */
export async function changeUser(
  ask: Ask,
  name: string,
  change: { role?: string; scope?: Scope; disabled?: boolean; password?: string },
): Promise<Account> {
  const { accounts } = await everybody(ask)
  const account = accounts.find((one) => one.name.toLowerCase() === name.toLowerCase())
  if (!account)
    throw new IntakeError([`there is no user ${JSON.stringify(name)}; "grid user list" lists them`])
  const role = change.role === undefined ? {} : { role: choice('role', change.role, PersonRole) }
  return await ask('PATCH', `/api/access/accounts/${account.id}`, Account, { ...change, ...role })
}

/** Makes a key for a machine. */
export async function addKey(
  ask: Ask,
  name: string,
  flags: AdmissionFlags,
): Promise<z.output<typeof MadeApiKey>> {
  const role = choice('role', flags.role, KeyRole)
  const days = flags.days === undefined ? {} : { days: Number(flags.days) }
  return await ask('POST', '/api/access/keys', MadeApiKey, {
    name,
    role,
    scope: scopeOf(flags.area),
    ...days,
  })
}

/** Makes a token for a wall. */
export async function addDisplay(
  ask: Ask,
  name: string,
  flags: AdmissionFlags,
): Promise<z.output<typeof MadeDisplay>> {
  const scenes = flags.scene?.map((scene) => choice('scene', scene, WallSceneKind))
  return await ask('POST', '/api/access/displays', MadeDisplay, {
    name,
    scope: scopeOf(flags.area),
    ...(scenes ? { scenes } : {}),
  })
}

/** Ends a key or a display, named by its id or, where only one has it, its name. */
export async function revokeOne(ask: Ask, kind: 'key' | 'display', named: string): Promise<ApiKey | Display> {
  const { keys, displays } = await everybody(ask)
  const all: { id: string; name: string; revokedAt: string | null }[] = kind === 'key' ? keys : displays
  const found = all.filter(
    ({ id, name, revokedAt }) => id === named || (name === named && revokedAt === null),
  )
  const [one, another] = found
  if (!one)
    throw new IntakeError([`there is no ${kind} ${JSON.stringify(named)}; "grid ${kind} list" lists them`])
  if (another)
    throw new IntakeError([`more than one ${kind} is called ${JSON.stringify(named)}: name its id`])
  return kind === 'key'
    ? await ask('DELETE', `/api/access/keys/${one.id}`, ApiKey)
    : await ask('DELETE', `/api/access/displays/${one.id}`, Display)
}

/** Everybody who may come in. */
export function everybody(ask: Ask): Promise<AccessesType> {
  return ask('GET', '/api/access', Accesses)
}

/** Areas as a scope; all where none is named. */
export function scopeOf(areas: readonly string[] | undefined): Scope {
  return areas && areas.length > 0 ? [...areas] : 'all'
}

/** People, for people. */
export function userLines(accounts: readonly Account[]): string[] {
  if (accounts.length === 0) return ['nobody yet: grid user add NAME --role administrator']
  return aligned([
    ['name', 'role', 'areas', 'last login', ''],
    ...accounts.map(({ name, role, scope, loginAt, disabled, sso }) => [
      name,
      role,
      areas(scope),
      loginAt ?? 'never',
      [...(disabled ? ['disabled'] : []), ...(sso ? ['single sign-on'] : [])].join(', '),
    ]),
  ])
}

/** Keys, for people. */
export function keyLines(keys: readonly ApiKey[]): string[] {
  if (keys.length === 0) return ['no keys']
  return aligned([
    ['id', 'name', 'role', 'areas', 'good until', 'last used', ''],
    ...keys.map(({ id, name, role, scope, expiresAt, usedAt, revokedAt }) => [
      id,
      name,
      role,
      areas(scope),
      expiresAt,
      usedAt ?? 'never',
      revokedAt === null ? '' : 'revoked',
    ]),
  ])
}

/** Displays, for people. */
export function displayLines(displays: readonly Display[]): string[] {
  if (displays.length === 0) return ['no displays']
  return aligned([
    ['id', 'name', 'areas', 'scenes', 'last used', ''],
    ...displays.map(({ id, name, scope, scenes, usedAt, revokedAt }) => [
      id,
      name,
      areas(scope),
      scenes.join(','),
      usedAt ?? 'never',
      revokedAt === null ? '' : 'revoked',
    ]),
  ])
}

function areas(scope: Scope): string {
  return scope === 'all' ? 'all' : scope.join(',')
}

function choice<T extends string>(
  flag: string,
  value: string | undefined,
  of: z.ZodType<T> & { options: readonly T[] },
): T {
  const found = of.safeParse(value)
  if (found.success) return found.data
  throw new UsageError([`--${flag}: write one of ${of.options.join(', ')}`])
}
