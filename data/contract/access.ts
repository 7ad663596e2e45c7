import { z } from 'zod'
import { Id } from './text.ts'
import { WallSceneKind } from './wall.ts'

/**
 * What a caller is: viewers look, coordinators work with the tickets of their areas, planners take figures and files away,
 * the centre acts and dismisses, administrators let people in. `display` is a wall, `public` a key for what anybody may
 * have.
 */
export const Role = z.enum([
  'viewer',
  'coordinator',
  'planner',
  'centre',
  'administrator',
  'display',
  'public',
])
export type Role = z.infer<typeof Role>

/** Roles of people. */
export const PersonRole = Role.exclude(['display', 'public'])
export type PersonRole = z.infer<typeof PersonRole>

/** Roles of machines: those of people but the one that lets others in, and the public's. */
export const KeyRole = Role.exclude(['display', 'administrator'])
export type KeyRole = z.infer<typeof KeyRole>

/** What somebody may do; which role may what is the server's table. */
export const Task = z.enum([
  'look',
  'warnings',
  'logs',
  'export',
  'texts',
  'send',
  'decide',
  'oversee',
  'administer',
])
export type Task = z.infer<typeof Task>

/** Areas whose tickets somebody may see, with everything below them; or all. */
export const Scope = z.union([z.literal('all'), z.array(Id).min(1).max(200)])
export type Scope = z.infer<typeof Scope>

/** What one logs in with: no control characters, capitals are the same as small letters. */
export const LoginName = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .regex(/^[^\p{Cc}\p{Zl}\p{Zp}]+$/u, { error: 'must not contain control characters' })

/** A password as it is typed; whether it is good enough is the server's to say. */
const Typed = z.string().min(1).max(1000)

export const Login = z.strictObject({ name: LoginName, password: Typed })
export const PasswordChange = z.strictObject({ current: Typed, next: Typed })

/** Who is asking, and what they may. */
export const Session = z.object({
  /** how this centre lets people in: not at all, since it is open; by password; by the city's single sign-on too */
  login: z.enum(['none', 'password', 'password and sso']),
  /** null: nobody is logged in */
  caller: z
    .object({
      kind: z.enum(['person', 'key', 'display', 'local']),
      name: z.string(),
      role: Role,
      scope: Scope,
      /** areas of the scope by name, in its order; all where the scope is */
      areas: z.array(z.object({ code: z.string(), name: z.string(), nameEn: z.string().nullable() })),
      tasks: z.array(Task),
      /** scenes of a display; null for everybody else */
      scenes: z.array(WallSceneKind).nullable(),
      /** has a password of this centre, which can be changed here */
      password: z.boolean(),
    })
    .nullable(),
})
export type Session = z.infer<typeof Session>

/** Somebody who may log in. */
export const Account = z.object({
  id: z.string(),
  name: z.string(),
  role: PersonRole,
  scope: Scope,
  disabled: z.boolean(),
  /** logs in by single sign-on; role and scope come from there at each login */
  sso: z.boolean(),
  createdAt: z.iso.datetime(),
  /** null: never */
  loginAt: z.iso.datetime().nullable(),
})
export type Account = z.infer<typeof Account>

export const NewAccount = z.strictObject({
  name: LoginName,
  role: PersonRole,
  scope: Scope.default('all'),
  password: Typed,
})
export type NewAccount = z.infer<typeof NewAccount>

export const AccountChange = z
  .strictObject({
    role: PersonRole.optional(),
    scope: Scope.optional(),
    disabled: z.boolean().optional(),
    password: Typed.optional(),
  })
  .refine((change) => Object.values(change).some((value) => value !== undefined), {
    error: 'names nothing to change',
  })
export type AccountChange = z.infer<typeof AccountChange>

const issued = {
  id: z.string(),
  name: z.string(),
  scope: Scope,
  createdAt: z.iso.datetime(),
  /** name of who made it */
  createdBy: z.string(),
  /** null: not yet; to the hour */
  usedAt: z.iso.datetime().nullable(),
  revokedAt: z.iso.datetime().nullable(),
}

/** What a machine shows to be let in. */
export const ApiKey = z.object({ ...issued, role: KeyRole, expiresAt: z.iso.datetime() })
export type ApiKey = z.infer<typeof ApiKey>

export const NewApiKey = z.strictObject({
  name: LoginName,
  role: KeyRole,
  scope: Scope.default('all'),
  /** days it is good for */
  days: z.int().min(1).max(1095).default(365),
})
export type NewApiKey = z.infer<typeof NewApiKey>

/** What a wall shows to be let in; no end but its being revoked. */
export const Display = z.object({ ...issued, scenes: z.array(WallSceneKind).min(1) })
export type Display = z.infer<typeof Display>

export const NewDisplay = z.strictObject({
  name: LoginName,
  scope: Scope.default('all'),
  scenes: z
    .array(WallSceneKind)
    .min(1)
    .default([...WallSceneKind.options]),
})
export type NewDisplay = z.infer<typeof NewDisplay>

/** Told once, when it is made: it is not kept and cannot be told again. */
export const MadeApiKey = z.object({ key: ApiKey, secret: z.string() })
export const MadeDisplay = z.object({
  display: Display,
  secret: z.string(),
  /** path of the wall's page that lets the display in */
  path: z.string(),
})

/** Everybody who may come in. */
export const Accesses = z.object({
  accounts: z.array(Account),
  keys: z.array(ApiKey),
  displays: z.array(Display),
})
export type Accesses = z.infer<typeof Accesses>
