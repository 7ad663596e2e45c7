import { existsSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { type ImportReport, KeyRole, PersonRole, WallSceneKind } from '@grid/data/contract'
import { Command, CommanderError } from 'commander'
import { pino } from 'pino'
import { localOperator } from './access/index.ts'
import { rememberHead } from './audit/index.ts'
import {
  type AdmissionFlags,
  type Ask,
  type AuditOptions,
  addDisplay,
  addKey,
  addUser,
  auditLines,
  auditPage,
  auditVerdict,
  type BoundaryOptions,
  backup,
  boundaryFlags,
  boundaryLines,
  changeUser,
  checkLines,
  commandedAt,
  compact,
  displayLines,
  type ExportOptions,
  editionLines,
  everybody,
  exportable,
  exportInto,
  exportLines,
  filterOptions,
  importPeer,
  infoLines,
  inspectionLines,
  isPeer,
  keepDeed,
  keepWithin,
  keyLines,
  layerFlags,
  loadLines,
  newBoundaries,
  type PeerOptions,
  type PurgeOptions,
  progressOn,
  purgeBy,
  purgeLines,
  readPassword,
  reportLines,
  revokeOne,
  roomForTickets,
  scopeOf,
  UsageError,
  userLines,
  verdictLines,
  withDatabase,
  withDatabaseIfAny,
  withDoor,
  withNewDatabase,
} from './cli/index.ts'
import { systemClock } from './clock.ts'
import { defaults } from './defaults.ts'
import {
  checkCentre,
  editionsOf,
  type ImportOptions,
  IntakeError,
  importAreas,
  importEvents,
  importTickets,
  infoOf,
  inspectFor,
  inspectInPack,
  loadPack,
  withdrawBoundaries,
} from './intake/index.ts'
import { type Store, StoreError, type Transaction } from './store/index.ts'

/** Exit codes: 0 done. */
const exit = { rejectedRows: 1, usage: 2, failed: 3 } as const

interface Common {
  db: string
  json?: true
}
type Strict = Common & { strict?: true }

const progress = progressOn(process.stderr, systemClock)
let asJson = false

/** One JSON object on stdout with `--json`, lines for people otherwise. */
function answer(value: object, lines: readonly string[], { json }: Common): void {
  progress.end()
  process.stdout.write(json ? `${JSON.stringify(value)}\n` : `${lines.join('\n')}\n`)
}

function minding(reports: readonly (ImportReport | null)[], strict: boolean): void {
  if (strict && reports.some((report) => report && report.rejected > 0)) process.exitCode = exit.rejectedRows
}

const program = new Command('grid')
  .description('The command line of a grid centre: fills, inspects and checks its database.')
  .exitOverride()
  .showHelpAfterError('(grid help lists the commands)')

function command(words: string, description: string): Command {
  const [first = '', ...rest] = words.split(' ')
  const parent = groups.get(first)
  return (parent ?? program)
    .command(parent ? rest.join(' ') : words)
    .description(description)
    .option('--db <file>', 'the database', defaults.db)
    .option('--json', 'print one JSON object')
    .hook('preAction', (_, action) => {
      asJson = action.opts().json === true
    })
}

/** Commands of two words, by the first. */
const groups = new Map<string, Command>(
  (
    [
      ['import', 'takes rows from a file into the centre; the same file twice changes nothing'],
      ['audit', 'who saw, exported, changed and dismissed what'],
      ['boundaries', 'editions of the boundaries; "import areas FILE --valid-from DAY" brings a new one'],
      ['user', 'people who may log in; also while the server runs'],
      ['key', 'keys of machines, sent as "Authorization: Bearer KEY"; also while the server runs'],
      ['display', 'tokens of walls, which log in by themselves; also while the server runs'],
    ] as const
  ).map(([name, description]) => [name, program.command(name).description(description)]),
)

command('load <pack>', 'creates a centre from a pack, a folder with centre.json, areas.geojson, tickets.csv')
  .option('--replace', 'put the pack in the place of the centre that is there')
  .option('--strict', 'exit 1 when rows were rejected')
  .action(async (pack: string, options: Strict & { replace?: true }) => {
    const replace = options.replace === true
    const report = await withNewDatabase(options.db, async (store) => {
      const loaded = await loadPack({
        store,
        pack,
        clock: systemClock,
        progress: progress.on,
        replace,
        beside: (transaction, { centre, tickets }) =>
          keepWithin(transaction, systemClock, {
            action: 'changed',
            what: 'centre',
            subject: centre.id,
            detail: { tickets: tickets?.read ?? 0, replace },
          }),
      })
      await rememberHead(store)
      return loaded
    })
    answer(report, loadLines(report), options)
    minding([report.areas, report.tickets, report.events], options.strict === true)
  })

type Importer = (options: ImportOptions) => Promise<ImportReport>
const importers: readonly (readonly [what: string, description: string, work: Importer, room?: number])[] = [
  ['areas', 'areas by code; tickets are placed again', importAreas],
  ['tickets', 'tickets by id; FILE may be the address of an Open311 endpoint', importTickets, roomForTickets],
  ['events', 'the logs of tickets', importEvents],
]
for (const [what, description, work, room] of importers) {
  const importing = command(`import ${what} <file>`, description)
    .option('--map <file>', 'the mapping of columns to fields; without one the columns carry our names')
    .option('--rejects <file>', 'where rejected rows go; beside the database by default')
    .option('--strict', 'exit 1 when rows were rejected')
    .option(
      '--since <day>',
      'tickets from an address: the first day they were reported on; 90 days ago by default',
    )
    .option(
      '--allow-host <host...>',
      'tickets from an address: hosts within a private network that may be asked',
    )
    .action(async (file: string, options: Strict & PeerOptions & BoundaryOptions & { map?: string }) => {
      const { map, rejects } = options
      const about = { clock: systemClock, progress: progress.on }
      if (options.validFrom !== undefined) {
        const report = await withDatabase(options.db, (store) => newBoundaries(store, file, options, about))
        answer(report, boundaryLines(report), options)
        if (options.strict && report.faults.length > 0) process.exitCode = exit.rejectedRows
        return
      }
      const report = await withDatabase(
        options.db,
        async (store) => {
          const beside = async (transaction: Transaction, made: ImportReport) => {
            const { read, inserted, updated, unchanged, rejected } = made
            const detail = { file: basename(file), read, inserted, updated, unchanged, rejected }
            await keepWithin(transaction, systemClock, { action: 'changed', what, detail })
          }
          const made = await (what === 'tickets' && isPeer(file)
            ? importPeer({ store, beside, ...about }, file, options)
            : work({ store, file, map, rejects, beside, ...about }))
          await rememberHead(store)
          return made
        },
        room,
      )
      answer(report, reportLines([report]), options)
      minding([report], options.strict === true)
    })
  if (what === 'areas') for (const [flags, meaning] of boundaryFlags) importing.option(flags, meaning)
}

command('boundaries list', 'the editions, and what each changed').action(async (options: Common) => {
  const editions = await withDatabase(options.db, (store) => editionsOf(store, { scope: 'all' }))
  answer({ editions }, editionLines(editions), options)
})

command('boundaries withdraw', 'takes the last edition back; areas and tickets are as before it').action(
  async (options: Common) => {
    const edition = await withDatabase(options.db, (store) =>
      withdrawBoundaries(store, { happening: commandedAt(systemClock), onProgress: progress.on }),
    )
    answer(edition, [`Withdrawn: edition ${edition.number}, of ${edition.validFrom}`], options)
  },
)

/** In the light of the database named, else of the pack whose folder the file is in, else of the usual database. */
async function inspect(file: string, db: string, named: boolean) {
  const pack = dirname(resolve(file))
  if (!named && existsSync(join(pack, 'centre.json'))) return await inspectInPack(pack, file, systemClock)
  return await withDatabaseIfAny(db, (store) => inspectFor(store, file))
}

command('inspect <file>', 'reads a file and proposes a mapping to edit')
  .option('--out <file>', 'write the mapping into a new file')
  .action(async (file: string, options: Common & { out?: string }, self: Command) => {
    const inspection = await inspect(file, options.db, self.getOptionValueSource('db') === 'cli')
    const { out } = options
    if (out !== undefined) {
      // a mapping that was edited is not to be lost
      if (existsSync(out)) throw new IntakeError([`${out}: is there already; name a new file`])
      writeFileSync(out, `${JSON.stringify(inspection.mapping, null, 2)}\n`)
    }
    answer(inspection, inspectionLines(inspection), options)
  })

command('info', 'what the database holds').action(async (options: Common) => {
  const info = await withDatabase(options.db, infoOf)
  answer(info, infoLines(info), options)
})

command('check', 'checks the database: counts, orphans, sums of areas').action(async (options: Common) => {
  const integrity = await withDatabase(options.db, checkCentre)
  answer(integrity, checkLines(integrity), options)
  if (!integrity.sound) process.exitCode = exit.failed
})

const exporting = command('export <layer>', `writes what a filter finds into a file: ${exportable}`)
  .requiredOption('--format <format>', 'the form of the file')
  .requiredOption('--out <file>', 'the file; packed where it ends in .gz')
  .option(
    '--profile <profile>',
    'public: no text, no exact place, no small count; internal, the default: everything',
  )
  .option('--replace', 'put the file in the place of one that is there')
  .action(async (layer: string, options: Common & ExportOptions) => {
    const report = await withDatabase(options.db, async (store) => {
      const subject = `${layer}.${options.format}`
      const what = layer === 'log' ? layer : 'layer'
      // kept before its first byte, as by every other door
      await keepDeed(store, systemClock, {
        action: 'exported',
        what,
        subject,
        filter: chosen(options),
        detail: { file: basename(options.out) },
      })
      return await exportInto(store, layer, options, systemClock)
    })
    answer(report, exportLines(report), options)
  })
/** The filter's options of a command, as parameters of an address are kept. */
function chosen(options: ExportOptions): Record<string, string[]> {
  return Object.fromEntries(
    filterOptions.flatMap(([flags]) => {
      const name = flags.slice(2).split(' ')[0]!.replace('as-of', 'asOf')
      const value = options[name]
      return value === undefined ? [] : [[name, [value].flat().map(String)]]
    }),
  )
}
for (const [flags, description] of [...filterOptions, ...layerFlags]) exporting.option(flags, description)

command('backup <file>', 'copies the database whole into a new file').action(
  async (file: string, options: Common) => {
    const copy = await backup(options.db, file, systemClock)
    answer(copy, [`${copy.file}: ${copy.bytes.toLocaleString('en')} bytes`], options)
  },
)

command('compact', 'writes the file of the database anew, without what lies free in it').action(
  async (options: Common) => {
    const { file, before, after } = await compact(options.db)
    const line = `${file}: ${before.toLocaleString('en')} bytes before, ${after.toLocaleString('en')} now`
    answer({ file, before, after }, [line], options)
  },
)

/** Asks the routes of a database, whether a server holds it or nobody does. */
async function atDoor<T>(db: string, work: (ask: Ask) => Promise<T>, create = false): Promise<T> {
  const { createApp } = await import('./app.ts')
  const inside = async (store: Store) =>
    createApp({ store, clock: systemClock, access: localOperator, log: pino({ level: 'silent' }) })
  return await withDoor(db, inside, work, { create })
}

const areaFlag = [
  '--area <code...>',
  'areas it is for, with everything below them; all where none is named',
] as const
const passwordFlag = ['--password-stdin', 'take the password from the first line of stdin'] as const

command('user add <name>', 'lets somebody in who logs in with a password, which is asked for')
  .requiredOption('--role <role>', PersonRole.options.join(', '))
  .option(...areaFlag)
  .option(...passwordFlag)
  .action(async (name: string, options: Common & AdmissionFlags & { passwordStdin?: true }) => {
    const password = await readPassword(options.passwordStdin === true)
    const user = await atDoor(options.db, (ask) => addUser(ask, name, options, password), true)
    answer(user, [`${user.name} may log in as ${user.role}`], options)
  })
command('user list', 'lists them').action(async (options: Common) => {
  const { accounts } = await atDoor(options.db, everybody)
  answer({ users: accounts }, userLines(accounts), options)
})
const changes: [words: string, description: string, change: { disabled: boolean }, done: string][] = [
  ['user disable', 'shuts somebody out and ends their logins', { disabled: true }, 'may no longer log in'],
  ['user enable', 'lets them in again', { disabled: false }, 'may log in again'],
]
for (const [words, description, change, done] of changes)
  command(`${words} <name>`, description).action(async (name: string, options: Common) => {
    const user = await atDoor(options.db, (ask) => changeUser(ask, name, change))
    answer(user, [`${user.name} ${done}`], options)
  })
command('user password <name>', 'gives somebody another password, which is asked for; their logins end')
  .option(...passwordFlag)
  .action(async (name: string, options: Common & { passwordStdin?: true }) => {
    const password = await readPassword(options.passwordStdin === true)
    const user = await atDoor(options.db, (ask) => changeUser(ask, name, { password }))
    answer(user, [`${user.name} has another password`], options)
  })
command('user role <name> <role>', 'gives somebody another role; their logins end').action(
  async (name: string, role: string, options: Common) => {
    const user = await atDoor(options.db, (ask) => changeUser(ask, name, { role }))
    answer(user, [`${user.name} is ${user.role}`], options)
  },
)
command(
  'user scope <name> [codes...]',
  'gives somebody other areas, all where none is named; their logins end',
).action(async (name: string, codes: string[], options: Common) => {
  const user = await atDoor(options.db, (ask) => changeUser(ask, name, { scope: scopeOf(codes) }))
  answer(user, [`${user.name} sees ${user.scope === 'all' ? 'all areas' : user.scope.join(', ')}`], options)
})

command('key add <name>', 'makes a key and prints it, this once')
  .requiredOption('--role <role>', KeyRole.options.join(', '))
  .option(...areaFlag)
  .option('--days <n>', 'days it is good for, 1 to 1095; 365 by default')
  .action(async (name: string, options: Common & AdmissionFlags) => {
    const made = await atDoor(options.db, (ask) => addKey(ask, name, options))
    answer(
      made,
      [made.secret, `Keep it well, it is not shown again. Good until ${made.key.expiresAt}.`],
      options,
    )
  })
command('key list', 'lists them').action(async (options: Common) => {
  const { keys } = await atDoor(options.db, everybody)
  answer({ keys }, keyLines(keys), options)
})

command('display add <name>', 'makes a token for a wall and prints the address to open there, this once')
  .option(
    '--scene <scene...>',
    `scenes it shows: ${WallSceneKind.options.join(', ')}; all where none is named`,
  )
  .option(...areaFlag)
  .action(async (name: string, options: Common & AdmissionFlags) => {
    const made = await atDoor(options.db, (ask) => addDisplay(ask, name, options))
    const lines = [
      made.path,
      'Open it once on the wall, behind the address of the server. It is not shown again.',
    ]
    answer(made, lines, options)
  })
command('display list', 'lists them').action(async (options: Common) => {
  const { displays } = await atDoor(options.db, everybody)
  answer({ displays }, displayLines(displays), options)
})
for (const kind of ['key', 'display'] as const)
  command(`${kind} revoke <id>`, 'ends one for good, named by its id or its name').action(
    async (named: string, options: Common) => {
      const ended = await atDoor(options.db, (ask) => revokeOne(ask, kind, named))
      answer(ended, [`${ended.name} is revoked`], options)
    },
  )
command('purge', 'removes what the pack no longer keeps (its "retention"); counts it only, without --yes')
  .option('--tickets <days>', 'tickets that ended longer ago, with their logs')
  .option('--texts <days>', 'texts of tickets that ended longer ago')
  .option('--audit <days>', 'entries of the audit that are older')
  .option('--yes', 'do it')
  .action(async (options: Common & PurgeOptions) => {
    const report = await withDatabase(options.db, (store) => purgeBy(store, options, systemClock))
    answer(report, purgeLines(report), options)
  })

command('audit list', 'entries, the newest first')
  .option('--who <who>', 'id of somebody, or a part of the name')
  .option('--action <action...>', 'saw, exported, changed, dismissed, ...')
  .option('--what <what>', 'kind of thing: tickets, ticket, layer, log, warning, ...')
  .option('--subject <id>', 'which of them')
  .option('--from <day>', 'first local day, YYYY-MM-DD')
  .option('--to <day>', 'local day after the last')
  .option('--limit <n>', 'so many, 1 to 500')
  .option('--after <seq>', 'the entries before this one')
  .action(async (options: Common & AuditOptions) => {
    const page = await withDatabase(options.db, (store) => auditPage(store, options))
    answer(page, auditLines(page), options)
  })

command('audit verify', 'whether entries were changed, taken out, put in or cut off')
  .option('--head <seq:hash...>', 'an end that was noted before, to be found in the chain')
  .action(async (options: Common & { head?: string[] }) => {
    const verdict = await withDatabase(options.db, (store) => auditVerdict(store, options.head ?? []))
    answer(verdict, verdictLines(verdict), options)
    if (!verdict.sound) process.exitCode = exit.failed
  })

program
  .command('serve')
  .description('serves the centre, as npm start does; takes the same flags')
  .allowUnknownOption()
  .allowExcessArguments()
  .helpOption(false)
  .action(async () => {
    // main reads the flags itself; to it the command is the program
    process.argv.splice(2, 1)
    await import('./main.ts')
  })

try {
  await program.parseAsync()
} catch (cause) {
  progress.end()
  const { code, lines } = verdict(cause)
  process.exitCode = code
  if (lines.length > 0) {
    process.stderr.write(`${lines.join('\n')}\n`)
    if (asJson) process.stdout.write(`${JSON.stringify({ error: lines })}\n`)
  }
}

/** What went wrong, for people, and the exit code of its kind. commander has said its own lines already. */
function verdict(cause: unknown): { code: number; lines: readonly string[] } {
  if (cause instanceof CommanderError) return { code: cause.exitCode === 0 ? 0 : exit.usage, lines: [] }
  if (cause instanceof UsageError) return { code: exit.usage, lines: cause.lines }
  if (cause instanceof IntakeError) return { code: exit.failed, lines: cause.lines }
  if (cause instanceof StoreError) return { code: exit.failed, lines: [cause.message] }
  if (cause instanceof Error && 'code' in cause) return { code: exit.failed, lines: [cause.message] }
  const text = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)
  return { code: exit.failed, lines: [`this should not happen, nothing was changed: ${text}`] }
}
