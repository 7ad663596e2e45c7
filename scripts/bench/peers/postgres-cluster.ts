import { execFileSync, spawn } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { totalmem } from 'node:os'
import { join } from 'node:path'

const binaries = '/usr/lib/postgresql/15/bin'
const extensions = '/usr/share/postgresql/15/extension/postgis.control'
/** Who runs the cluster where this process is root, which the database refuses. */
const account = 'postgres'

/** A running database cluster of its own, reached by a socket in its folder, which it leaves there when stopped. */
export interface Cluster {
  /** the folder of the socket */
  host: string
  user: string
  bytes(): number
  stop(): Promise<void>
}

/** What must be installed and is not, or null. */
export function missing(): string | null {
  if (existsSync(join(binaries, 'postgres')) && existsSync(extensions)) return null
  return 'PostgreSQL 15 with PostGIS is not here. On Debian: apt-get install postgresql-15 postgresql-15-postgis-3'
}

/**
 * Starts the cluster in a folder, made there first where there is none, for analysis on this machine: a quarter of the
 * memory for its buffers, three quarters taken for cached, memory to sort and hash in, all processors for a question, no
 * compiler, no waiting for the disk.
 */
export async function startCluster(home: string): Promise<Cluster> {
  const isRoot = process.getuid?.() === 0
  const user = isRoot ? account : (process.env.USER ?? account)
  mkdirSync(home, { recursive: true })
  chmodSync(home, 0o700)
  if (isRoot) chownSync(home, ...idsOf(account))
  const data = join(home, 'data')
  const as = (command: string, args: readonly string[]): [string, string[]] =>
    isRoot
      ? ['setpriv', [`--reuid=${account}`, `--regid=${account}`, '--init-groups', command, ...args]]
      : [command, [...args]]
  const initdb = ['-D', data, '-U', user, '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync']
  if (!existsSync(data)) execFileSync(...as(join(binaries, 'initdb'), initdb), { stdio: 'ignore', cwd: home })
  const megabytes = Math.floor(totalmem() / 1024 / 1024)
  const settings = {
    listen_addresses: '',
    unix_socket_directories: home,
    shared_buffers: `${Math.floor(megabytes / 4)}MB`,
    effective_cache_size: `${Math.floor((megabytes * 3) / 4)}MB`,
    work_mem: '256MB',
    maintenance_work_mem: '1GB',
    max_wal_size: '8GB',
    checkpoint_timeout: '30min',
    random_page_cost: '1.1',
    effective_io_concurrency: '200',
    max_parallel_workers_per_gather: '2',
    jit: 'off',
    fsync: 'off',
    synchronous_commit: 'off',
    timezone: 'UTC',
  }
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const child = spawn(...as(join(binaries, 'postgres'), ['-D', data, ...flags]), {
    cwd: home,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()))
  const kill = () => child.kill('SIGINT')
  process.on('exit', kill)
  await new Promise<void>((resolve, reject) => {
    let said = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text
      if (said.includes('ready to accept connections')) resolve()
    })
    child.on('close', () => reject(new Error(`PostgreSQL did not start:\n${said}`)))
    child.on('error', reject)
  })
  return {
    host: home,
    user,
    bytes: () => sizeOf(join(data, 'base')),
    stop: async () => {
      child.kill('SIGINT')
      await ended
      process.off('exit', kill)
    },
  }
}

function idsOf(name: string): [number, number] {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`))
  const [, , uid, gid] = line?.split(':') ?? []
  if (uid === undefined || gid === undefined) throw new Error(`there is no account ${name}`)
  return [Number(uid), Number(gid)]
}

function sizeOf(path: string): number {
  const stat = statSync(path)
  if (!stat.isDirectory()) return stat.size
  return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0)
}
