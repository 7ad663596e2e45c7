import { readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { pino } from 'pino'
import { type Admission, hasAccounts, isOwnName, Sso, SsoMap } from './access/index.ts'
import { appendWithin, serverItself } from './audit/index.ts'
import { centreOf, hasCentre } from './centre/index.ts'
import { systemClock } from './clock.ts'
import { defaults } from './defaults.ts'
import { play } from './demo/index.ts'
import { proxiesOf } from './http/index.ts'
import { completeTickets, IntakeError, loadPack, type Progress } from './intake/index.ts'
import { type Polling, probe, type Serving, serve } from './serve.ts'
import { openStore, type Store, StoreError } from './store/index.ts'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

const usage = `Usage: npm start -- [flags]
  --pack DIR   the pack an empty database is filled from (${defaults.pack}; GRID_PACK)
  --db FILE    the database file (${defaults.db}; GRID_DB)
  --port N     the port, 0 for any that is free (${defaults.port}; GRID_PORT)
  --host H     the address to listen on (${defaults.host}; GRID_HOST)
  --live       plays made-up tickets through the server as if they arrived; for made-up centres alone
  --speed N    the play goes N times as fast as the clock, 1 to 3600 (1)
  --poll URL   reads tickets from an Open311 endpoint again and again, the address above its requests.json
  --every N    minutes between two looks, 1 to 1440 (5)
  --allow-host H  a host within a private network that may be asked, as name or name:port; may be repeated
  --frame-in O    an origin whose pages may show these in a frame, e.g. https://portal.example; may be repeated
  --answer-within N  seconds a question may take before it is stopped, 1 to 3600 (60); files take as long as they like
  --proxy A       a proxy whose X-Forwarded-For and -Proto are believed, an address or a network; may be repeated
  --url URL       the address people know this server by, e.g. https://grid.example
  --sso URL       the issuer of the city's single sign-on (OpenID Connect; GRID_SSO_ISSUER)
  --sso-client ID        our name there (GRID_SSO_CLIENT)
  --sso-secret-file FILE our secret there, in a file (GRID_SSO_SECRET_FILE)
  --sso-map FILE         what its claims mean here, JSON (GRID_SSO_MAP)
  --help       this text
GRID_ALERT_SECRET signs the messages of the pack's alerts. GRID_LOG=info logs every request on stderr.`

/** Exit codes, as the command line's: 2 usage, 3 failed with nothing changed. */
const wrongUsage = 2
const failed = 3

class UsageError extends Error {}

/** Nobody could come in, or everybody. */
class ClosedError extends Error {}

/** A line for the person who started this; stdout carries the address alone. */
function say(line: string): void {
  process.stderr.write(`${line}\n`)
}

function settings() {
  const { env } = process
  const { values } = parseArgs({
    options: {
      pack: { type: 'string', default: env.GRID_PACK },
      db: { type: 'string', default: env.GRID_DB ?? defaults.db },
      port: { type: 'string', default: env.GRID_PORT ?? String(defaults.port) },
      host: { type: 'string', default: env.GRID_HOST ?? defaults.host },
      poll: { type: 'string' },
      every: { type: 'string', default: '5' },
      'allow-host': { type: 'string', multiple: true, default: [] },
      'frame-in': { type: 'string', multiple: true, default: [] },
      'answer-within': { type: 'string', default: '60' },
      proxy: { type: 'string', multiple: true, default: [] },
      url: { type: 'string', default: env.GRID_URL },
      sso: { type: 'string', default: env.GRID_SSO_ISSUER },
      'sso-client': { type: 'string', default: env.GRID_SSO_CLIENT },
      'sso-secret-file': { type: 'string', default: env.GRID_SSO_SECRET_FILE },
      'sso-map': { type: 'string', default: env.GRID_SSO_MAP },
      live: { type: 'boolean', default: false },
      speed: { type: 'string', default: '1' },
      help: { type: 'boolean', default: false },
    },
  })
  const port = Number(values.port)
  if (!/^\d+$/.test(values.port) || port > 65_535)
    throw new UsageError(`--port ${values.port}: write a number from 0 to 65535`)
  const speed = Number(values.speed)
  if (!(speed >= 1 && speed <= 3600))
    throw new UsageError(`--speed ${values.speed}: write a number from 1 to 3600`)
  if (speed !== 1 && !values.live) throw new UsageError('--speed is for --live')
  const within = Number(values['answer-within'])
  if (!(within >= 1 && within <= 3600))
    throw new UsageError(`--answer-within ${values['answer-within']}: write seconds from 1 to 3600`)
  return {
    ...values,
    port,
    timeoutMs: within * 1000,
    framedBy: values['frame-in'].map(origin),
    speed,
    poll: polling(values),
    proxies: proxies(values.proxy),
    sso: signOn(values),
    allowed: values['allow-host'],
    secret: env.GRID_ALERT_SECRET,
    db: resolve(values.db),
    log: env.GRID_LOG ?? 'warn',
  }
}

function polling(flags: {
  poll?: string | undefined
  every: string
  'allow-host': string[]
}): Polling | undefined {
  const minutes = Number(flags.every)
  if (!(minutes >= 1 && minutes <= 1440))
    throw new UsageError(`--every ${flags.every}: write minutes from 1 to 1440`)
  if (flags.poll === undefined) return undefined
  if (!/^https?:[/][/]/.test(flags.poll) || !URL.canParse(flags.poll))
    throw new UsageError(`--poll ${flags.poll}: write an address that begins with http:// or https://`)
  return { base: flags.poll, everyMs: minutes * 60_000, allowed: flags['allow-host'] }
}

/** The origin that is written: a policy made of anything else would let in more than was meant, or break. */
function origin(written: string): string {
  const origin = URL.canParse(written) ? new URL(written).origin : 'null'
  if (!/^https?:/.test(origin) || ![origin, `${origin}/`].includes(written))
    throw new UsageError(`--frame-in ${written}: write an origin, e.g. https://portal.example`)
  return origin
}

/** The proxies named; none where one of them is neither an address nor a network. */
function proxies(named: string[]): string[] {
  try {
    proxiesOf(named)
    return named
  } catch (cause) {
    throw new UsageError(`--proxy ${cause instanceof Error ? cause.message : String(cause)}`)
  }
}

/** The single sign-on, where one is named. */
function signOn(flags: {
  url?: string | undefined
  sso?: string | undefined
  'sso-client'?: string | undefined
  'sso-secret-file'?: string | undefined
  'sso-map'?: string | undefined
}): Sso | undefined {
  const { url, sso: issuer, 'sso-client': clientId, 'sso-secret-file': secret, 'sso-map': map } = flags
  if (
    url !== undefined &&
    !(/^https?:[/][/]/.test(url) && URL.canParse(url) && new URL(url).pathname === '/')
  )
    throw new UsageError(`--url ${url}: write an address without a path, e.g. https://grid.example`)
  if (issuer === undefined) return undefined
  if (!/^https?:[/][/]/.test(issuer) || !URL.canParse(issuer))
    throw new UsageError(`--sso ${issuer}: write an address that begins with https://`)
  if (url === undefined || clientId === undefined || map === undefined)
    throw new UsageError('--sso needs --url, --sso-client and --sso-map beside it')
  const read = (flag: string, file: string) => {
    try {
      return readFileSync(file, 'utf8')
    } catch (cause) {
      throw new UsageError(`${flag} ${file}: ${cause instanceof Error ? cause.message : String(cause)}`)
    }
  }
  const claims = SsoMap.safeParse(jsonOf(read('--sso-map', map)))
  if (!claims.success) {
    const told = claims.error.issues.map(({ path, message }) => `${path.join('.') || 'it'}: ${message}`)
    throw new UsageError(`--sso-map ${map}: ${told.join('; ')}`)
  }
  const clientSecret = secret === undefined ? undefined : read('--sso-secret-file', secret).trim()
  return new Sso({ issuer, clientId, clientSecret, map: claims.data, url: new URL(url).origin })
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Who may come in: whoever is at this machine where everything is made up and nobody has an account, else by login. */
async function admission(
  store: Store,
  { host, sso }: { host: string; sso: Sso | undefined },
): Promise<Admission> {
  if (sso || (await hasAccounts(store))) return 'login'
  const { pack } = await centreOf(store)
  if (pack.synthetic && isOwnName(host)) {
    say('Open to this machine without a login, since all its data is made up. "grid user add" ends that.')
    return 'own machine'
  }
  const why = pack.synthetic ? `it would listen on ${host}` : 'its data is not made up'
  throw new ClosedError(
    `This centre asks for a login, since ${why}, and nobody has an account yet. Make the first administrator:\n` +
      `  npm run grid -- user add NAME --role administrator --db ${store.file}`,
  )
}

async function fill(store: Store, pack: string | undefined): Promise<void> {
  if (await hasCentre(store)) {
    if (pack !== undefined) say(`${store.file} holds a centre already: --pack is not read.`)
    await completeTickets(store, showing())
    return
  }
  const folder = pack === undefined ? join(root, defaults.pack) : resolve(pack)
  say(`Loading ${folder} into ${store.file}`)
  const report = await loadPack({
    store,
    pack: folder,
    clock: systemClock,
    progress: showing(),
    beside: (transaction, { centre, tickets }) =>
      appendWithin(transaction, [
        {
          at: systemClock.now(),
          caller: { role: 'administrator', who: serverItself },
          from: null,
          action: 'changed',
          what: 'centre',
          subject: centre.id,
          detail: { tickets: tickets?.read ?? 0 },
        },
      ]),
  })
  for (const part of [report.areas, report.tickets, report.events]) {
    if (!part) continue
    const rest = part.rejects ? `; ${part.rejected} rejected, see ${part.rejects}` : ''
    say(`  ${part.what}: ${part.inserted} of ${part.read}${rest}`)
  }
}

/** A line of progress, drawn over the one before on a terminal and kept quiet elsewhere. */
function showing(): (progress: Progress) => void {
  if (!process.stderr.isTTY) return () => {}
  return ({ step, rows, share }) =>
    process.stderr.write(
      `\r\u001b[K  ${step}: ${rows} rows, ${Math.round(share * 100)} %${share === 1 ? '\n' : ''}`,
    )
}

/** Refuses to play with a centre that is not made up, or faster than the clock that the centre itself goes by. */
async function playable(store: Store, speed: number): Promise<void> {
  const { pack } = await centreOf(store)
  if (!pack.synthetic) throw new UsageError('--live is for made-up centres: this one has real data')
  if (speed !== 1 && pack.asOf === 'now')
    throw new UsageError(
      '--speed is for packs whose present is the end of their data ("asOf": "end of data")',
    )
}

/** A server with a play on it, which ends first. */
function playing(serving: Serving, speed: number): Serving {
  const stop = new AbortController()
  const stage = {
    url: serving.url,
    ask: serving.inside,
    clock: systemClock,
    speed,
    seed: 1,
    signal: stop.signal,
    say,
  }
  play(stage).catch((cause: unknown) => {
    if (!stop.signal.aborted) say(`The play ended: ${cause instanceof Error ? cause.message : String(cause)}`)
  })
  return {
    ...serving,
    stop: () => {
      stop.abort()
      return serving.stop()
    },
  }
}

async function start(): Promise<Serving> {
  const settled = settings()
  const { pack, db, port, host, log, live, speed, poll, allowed, secret, sso } = settled
  const { framedBy, proxies, timeoutMs } = settled
  await probe(host, port)
  const store = await openStore({ file: db, notice: say, timeoutMs })
  try {
    await fill(store, pack)
    if (live) await playable(store, speed)
    const access = await admission(store, { host, sso })
    const serving = await serve({
      store,
      clock: systemClock,
      log: pino({ level: log }, pino.destination({ dest: 2, sync: false })),
      host,
      port,
      web: join(root, 'web', 'dist'),
      access,
      sso,
      proxies,
      poll,
      alerts: { secret, allowed },
      framedBy,
    })
    return live ? playing(serving, speed) : serving
  } catch (cause) {
    await store.close()
    throw cause
  }
}

/** What went wrong in one line, and the exit code of its kind. */
function verdict(cause: unknown): { line: string; code: number } {
  if (!(cause instanceof Error)) return { line: String(cause), code: failed }
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined
  if (code === 'EADDRINUSE')
    return { line: `${cause.message}. Stop what listens there, or start with --port 0.`, code: failed }
  if (code?.startsWith('ERR_PARSE_ARGS') || cause instanceof UsageError)
    return { line: `${cause.message}\n${usage}`, code: wrongUsage }
  if (cause instanceof ClosedError || cause instanceof StoreError || cause instanceof IntakeError || code)
    return { line: cause.message, code: failed }
  return { line: cause.stack ?? cause.message, code: failed }
}

// what nobody waited for may fail without ending what others wait for
process.on('unhandledRejection', (cause) => {
  say(
    `A promise was left to fail: ${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}`,
  )
})

// the http library tells of clients that left on console.info, which is stdout
console.info = console.error

if (process.argv.slice(2).includes('--help')) {
  process.stdout.write(`${usage}\n`)
} else {
  let serving: Serving | undefined
  let stopping = false
  const stop = async () => {
    if (stopping) return
    stopping = true
    // before it serves nothing is written that is not whole
    if (!serving) process.exit(130)
    await serving.stop()
    process.exit(0)
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  try {
    serving = await start()
    process.stdout.write(`Grid Centre at ${serving.url}\n`)
  } catch (cause) {
    const { line, code } = verdict(cause)
    say(line)
    process.exitCode = code
  }
}
