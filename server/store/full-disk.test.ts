import { spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, truncateSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openStore, type Store, sql } from './index.ts'

const insertion = (from: number, rows: number) =>
  sql`INSERT INTO category (key, id, name_en, name_zh)
    SELECT range % 60000, md5(CAST(range AS VARCHAR)), md5(CAST(range + 1 AS VARCHAR)), 'x' FROM range(${from}, ${from + rows})`
const countCategories = sql`SELECT count(*) AS n FROM category`
const countSources = sql`SELECT count(*) AS n FROM source`

/** A disk of 48 MB of its own; undefined where this machine does not let us have one. */
function smallDisk(): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'grid-disk-'))
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=48m', 'tmpfs', folder])
  if (status === 0) return folder
  rmSync(folder, { recursive: true })
  return undefined
}

function release(folder: string): void {
  spawnSync('umount', [folder])
  rmSync(folder, { recursive: true })
}

const probe = process.platform === 'linux' ? smallDisk() : undefined
if (probe) release(probe)

it('refuses to write while less than the reserve is free, and reads on', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'grid-disk-'))
  const store = await openStore({ file: join(folder, 'centre.duckdb'), reserveBytes: 2 ** 60 })
  await expect(store.write((transaction) => transaction.run(countSources))).rejects.toMatchObject({
    code: 'full',
    message: expect.stringMatching(/MB free and writing needs .* MB: make room/),
  })
  expect(await store.read(countSources)).toEqual([{ n: 0 }])
  expect(store.version).toBe(0)
  await store.close()
  rmSync(folder, { recursive: true })
})

describe.skipIf(!probe)('on a disk that others fill', () => {
  let disk: string
  let store: Store
  const notices: string[] = []
  const ballast = () => join(disk, 'ballast')

  beforeEach(async () => {
    disk = smallDisk() ?? ''
    notices.length = 0
    // no reserve: the engine itself runs into the end of the disk
    store = await openStore({
      file: join(disk, 'centre.duckdb'),
      reserveBytes: 0,
      threads: 1,
      readers: 2,
      notice: (line) => notices.push(line),
    })
  })
  afterEach(async () => {
    await store.close()
    release(disk)
  })

  const write = (from: number, rows: number) =>
    store.write((transaction) => transaction.run(insertion(from, rows)))

  it('answers questions on, loses nothing it acknowledged, and goes on by itself once there is room', async () => {
    const rows = 4000
    let acknowledged = 0
    writeFileSync(ballast(), Buffer.alloc(8_000_000))
    let refusal: unknown
    while (refusal === undefined && acknowledged < 500) {
      try {
        await write(acknowledged * rows, rows)
        acknowledged++
      } catch (cause) {
        refusal = cause
      }
    }
    expect(refusal).toMatchObject({ code: 'full' })
    expect(await store.read(countCategories)).toEqual([{ n: acknowledged * rows }])
    expect(store.version).toBe(acknowledged)
    await expect(write(0, rows)).rejects.toMatchObject({ code: 'full' })
    expect(await store.read(countSources)).toEqual([{ n: 0 }])

    truncateSync(ballast(), 0)
    await write(acknowledged * rows, rows)
    expect(await store.read(countCategories)).toEqual([{ n: (acknowledged + 1) * rows }])
  })

  it('refuses a commit that the disk has no room for any more, and keeps what was there', async () => {
    await write(0, 4000)
    const filling = store.write(async (transaction) => {
      await transaction.run(insertion(4000, 300_000))
      fill(ballast())
    })
    await expect(filling).rejects.toMatchObject({ code: 'full' })
    expect(await store.read(countCategories)).toEqual([{ n: 4000 }])
  })

  it('opens the database anew when a checkpoint found no room and the engine gave up', async () => {
    await write(0, 4000)
    fill(ballast())
    const questions = Array.from({ length: 6 }, () => store.read(countCategories))
    await expect(store.checkpoint()).rejects.toMatchObject({ code: 'full' })
    for (const rows of await Promise.all(questions)) expect(rows).toEqual([{ n: 4000 }])
    expect(notices).toEqual([expect.stringContaining('was opened anew after the engine gave up')])
    expect(await store.read(countCategories)).toEqual([{ n: 4000 }])
    truncateSync(ballast(), 0)
    await write(4000, 10)
    await store.checkpoint()
    expect(await store.read(countCategories)).toEqual([{ n: 4010 }])
  })
})

/** Takes all the room there is. */
function fill(path: string): void {
  const file = openSync(path, 'w')
  try {
    for (let size = 1_000_000; size >= 1; size = Math.floor(size / 10))
      for (;;) if (writeSync(file, Buffer.alloc(size)) < size) break
  } catch {
    // full
  } finally {
    closeSync(file)
  }
}
