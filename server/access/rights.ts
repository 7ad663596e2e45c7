import type { Role, Task, WallSceneKind } from '@grid/data/contract'
import type { Caller } from './caller.ts'

/**
 * What each role may do, all of it: `look` at figures, areas, maps and single tickets; read the list of `warnings`; take
 * `logs` of tickets and other files away (`export`); read and search `texts`: titles, descriptions, addresses; `send`
 * tickets and lines of logs; `decide` about warnings; `oversee` what the server does and tells others; `administer` who
 * comes in. Which tickets is the scope's to say.
 */
const table: Readonly<Record<Role, readonly Task[]>> = {
  viewer: ['look', 'warnings'],
  coordinator: ['look', 'warnings', 'logs', 'export', 'texts', 'send'],
  planner: ['look', 'warnings', 'logs', 'export'],
  centre: ['look', 'warnings', 'logs', 'export', 'texts', 'send', 'decide', 'oversee'],
  administrator: ['look', 'warnings', 'logs', 'export', 'texts', 'send', 'decide', 'oversee', 'administer'],
  display: ['look', 'warnings'],
  public: ['look', 'export'],
}

/** What a role may do. */
export function tasksOf(role: Role): readonly Task[] {
  return table[role]
}

/** Whether a caller may do something. To oversee is to see the whole centre: no part of it is enough. */
export function may({ role, scope }: Caller, task: Task): boolean {
  return table[role].includes(task) && (task !== 'oversee' || scope === 'all')
}

/** Roles that may do something, for a refusal to name. */
export function rolesFor(task: Task): Role[] {
  return (Object.keys(table) as Role[]).filter((role) => table[role].includes(task))
}

/** What every wall asks, whatever it shows. */
const wallAsks = [
  '/api/centre',
  '/api/basemap',
  '/api/areas',
  '/api/measures',
  '/api/live',
  '/api/tickets',
  '/api/summary',
]
const byArea = '/api/measures/{id}/areas'

/** What the scenes of a wall ask besides. */
const sceneAsks: Readonly<Record<WallSceneKind, readonly string[]>> = {
  overview: [byArea, '/api/breakdown', '/api/warnings'],
  hotspots: ['/api/hotspots', '/api/warnings'],
  escalation: [byArea],
  deadlines: [byArea, '/api/breakdown'],
  areas: [byArea, '/api/breakdown', '/api/overdue'],
}

/** Whether a wall of these scenes asks what the OpenAPI document has at a path. */
export function wallMayAsk(scenes: readonly WallSceneKind[], path: string): boolean {
  return wallAsks.includes(path) || scenes.some((scene) => sceneAsks[scene].includes(path))
}
