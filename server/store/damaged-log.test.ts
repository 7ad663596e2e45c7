import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openStore, sql } from './index.ts'

/** Writes twenty commits and is gone without a goodbye, so that they are in the log alone. */
const writer = `import { openStore, sql } from ${JSON.stringify(fileURLToPath(new URL('./index.ts', import.meta.url)))}
  const store = await openStore({ file: process.argv[1] })
  await store.checkpoint()
  for (let key = 1; key <= 20; key++)
    await store.write((transaction) => transaction.run(sql\`INSERT INTO source VALUES (\${key}, \${'s' + key}, 'S', '来', FALSE)\`))
  process.kill(process.pid, 'SIGKILL')`

describe('a log that its writer left behind', () => {
  let made: string
  let folder: string
  let file: string
  let log: Buffer

  beforeAll(() => {
    made = mkdtempSync(join(tmpdir(), 'grid-log-'))
    const source = join(made, 'centre.duckdb')
    const { status, signal, stderr } = spawnSync(
      process.execPath,
      ['--import', 'tsx', '--input-type=module', '-e', writer, source],
      { encoding: 'utf8' },
    )
    if (signal !== 'SIGKILL') throw new Error(`the writer ended with ${status}: ${stderr}`)
    log = readFileSync(`${source}.wal`)
  })
  afterAll(() => rmSync(made, { recursive: true }))

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'grid-log-'))
    file = join(folder, 'centre.duckdb')
    copyFileSync(join(made, 'centre.duckdb'), file)
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  /** Opens the database with this log beside it: how many commits are there, and what was said. */
  async function recovered(bytes: Buffer): Promise<{ commits: number; said: string[] }> {
    writeFileSync(`${file}.wal`, bytes)
    const said: string[] = []
    const store = await openStore({ file, notice: (line) => said.push(line) })
    const [row] = await store.read(sql`SELECT count(*) AS n FROM source`)
    await store.write((transaction) => transaction.run(sql`DELETE FROM source WHERE key = 999`))
    await store.close()
    return { commits: Number(row?.n), said }
  }

  it('gives back every commit when it is whole, and says nothing', async () => {
    expect(await recovered(log)).toEqual({ commits: 20, said: [] })
    expect(existsSync(`${file}.wal.damaged`)).toBe(false)
  })

  it('gives back all but the last commit when its end is torn, and keeps it as it was', async () => {
    const torn = log.subarray(0, log.length - 5)
    const { commits, said } = await recovered(torn)
    expect(commits).toBe(19)
    expect(said).toHaveLength(1)
    expect(said[0]).toContain('not written whole')
    expect(readFileSync(`${file}.wal.damaged`).equals(torn)).toBe(true)
  })

  it('gives back every commit when zeros follow its end', async () => {
    const { commits, said } = await recovered(Buffer.concat([log, Buffer.alloc(4096)]))
    expect(commits).toBe(20)
    expect(said).toEqual([
      expect.stringContaining('last 4096 bytes told could not be read. The log as it was found is kept as'),
    ])
  })

  it('gives back what was committed before a changed byte', async () => {
    const changed = Buffer.from(log)
    changed[Math.floor(log.length / 2)]! ^= 0xff
    const { commits, said } = await recovered(changed)
    expect(commits).toBeGreaterThan(5)
    expect(commits).toBeLessThan(20)
    expect(said.at(-1)).toContain('does not match its checksum')
    expect(readFileSync(`${file}.wal.damaged`).equals(changed)).toBe(true)
  })

  it('keeps the logs of several accidents apart', async () => {
    await recovered(log.subarray(0, log.length - 5))
    copyFileSync(join(made, 'centre.duckdb'), file)
    await recovered(log.subarray(0, log.length - 7))
    expect(readFileSync(`${file}.wal.damaged-2`)).toHaveLength(log.length - 7)
  })
})
