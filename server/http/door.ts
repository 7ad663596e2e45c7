import { Task } from '@grid/data/contract'
import { createMiddleware } from 'hono/factory'
import { may, rolesFor, wallMayAsk } from '../access/index.ts'
import { ProblemError } from '../problems.ts'
import { problemResponse } from './failures.ts'
import type { Need } from './needs.ts'
import type { Env } from './router.ts'

/** A declaration: methods and paths, `{x}` standing for one part of a path and `*` at the end for any rest. */
export interface Declared {
  /** upper case; any where absent */
  methods?: readonly string[]
  path: string
  /** `closed`: to nobody, whatever lies there */
  need: Need | 'closed'
}

interface Rule {
  path: string
  matches: RegExp
  methods: readonly string[] | undefined
  need: Declared['need']
}

/** What the routes of an OpenAPI document declare by their `security`. */
export function declaredBy(document: { paths?: object }): Declared[] {
  const paths = Object.entries(document.paths ?? {}) as [string, Record<string, unknown>][]
  return paths.flatMap(([path, operations]) =>
    Object.entries(operations).flatMap(([method, operation]) => {
      const need = needOf(operation)
      return need ? [{ methods: [method.toUpperCase()], path, need }] : []
    }),
  )
}

/**
 * The one door: every request passes it, and only what is declared is open to anybody. Throws 401 to those who have not
 * said who they are, 403 to those whose role may not, 404 for what nobody has declared.
 */
export function door(declared: () => readonly Declared[]) {
  let rules: Rule[] | undefined
  return createMiddleware<Env>(async (c, next) => {
    // what is named exactly goes before what takes any name
    rules ??= [...declared()].sort((a, b) => openness(a) - openness(b)).map(ruleOf)
    const { caller } = c.var
    const method = c.req.method === 'HEAD' ? 'GET' : c.req.method
    const { need, path } = ruleAt(rules, method, c.req.path) ?? {}
    if (need === 'open') return next()
    if (caller.who.kind === 'public') throw new ProblemError(401, 'Log in, or send a key.')
    // answered, not thrown: a path that knows other methods says so
    if (need === undefined || need === 'closed')
      return problemResponse(c, 404, `There is nothing at ${c.req.path}.`)
    if (!may(caller, need)) throw refusalOf(need)
    const { scenes } = c.var.token ?? {}
    if (scenes && !wallMayAsk(scenes, path ?? ''))
      throw new ProblemError(403, 'No scene of this display shows that.')
    return next()
  })
}

/** Words of a refusal: what it is, and who may. */
function refusalOf(need: Task): ProblemError {
  const roles = rolesFor(need).filter((role) => role !== 'display' && role !== 'public')
  const whole = need === 'oversee' ? ', with all areas' : ''
  return new ProblemError(403, `This is for ${roles.join(', ')}${whole}.`)
}

function ruleAt(rules: readonly Rule[], method: string, path: string): Rule | undefined {
  return rules.find(({ matches, methods }) => matches.test(path) && (methods?.includes(method) ?? true))
}

/** How much of a path is left open. */
function openness({ path }: Declared): number {
  return path.endsWith('*') ? 1000 - path.length : path.split('{').length
}

function ruleOf({ methods, path, need }: Declared): Rule {
  const parts = path.split(/(\{[^}]+\}|\*$)/).map((part) => {
    if (part === '*') return '.*'
    return part.startsWith('{') ? '[^/]+' : part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
  })
  return { path, matches: new RegExp(`^${parts.join('')}$`), methods, need }
}

function needOf(operation: unknown): Need | undefined {
  const { security } = operation as { security?: Record<string, string[]>[] }
  if (!security) return undefined
  if (security.some((one) => Object.keys(one).length === 0)) return 'open'
  const task = Task.safeParse(Object.values(security[0] ?? {})[0]?.[0])
  return task.success ? task.data : undefined
}
