import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { withLock } from './lock.mjs'

let folder = ''
let lock = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lock '))
  lock = join(folder, 'deeper', 'install.lock')
})
afterEach(() => rmSync(folder, { recursive: true }))

const held = (pid: number, host = hostname()) => writeFileSync(lock, JSON.stringify({ pid, host }))
const farAboveAnyPid = 2 ** 30

describe('withLock', () => {
  it('lets one in at a time', async () => {
    let inside = 0
    let most = 0
    const work = async () => {
      inside += 1
      most = Math.max(most, inside)
      await new Promise((resolve) => setImmediate(resolve))
      inside -= 1
    }
    await Promise.all(Array.from({ length: 8 }, () => withLock(lock, work, { pollMs: 1 })))
    expect(most).toBe(1)
    expect(existsSync(lock)).toBe(false)
  })

  it('gives the result and frees the lock, also when the work fails', async () => {
    await expect(withLock(lock, async () => 7)).resolves.toBe(7)
    await expect(withLock(lock, () => Promise.reject(new Error('no disk')))).rejects.toThrow('no disk')
    expect(existsSync(lock)).toBe(false)
  })

  it('waits for a living holder, and says so once', async () => {
    await withLock(lock, async () => {})
    held(process.pid)
    let said = 0
    const done = withLock(lock, async () => 'in', {
      pollMs: 1,
      onWait: () => {
        said += 1
        setTimeout(() => rmSync(lock), 20)
      },
    })
    await expect(done).resolves.toBe('in')
    expect(said).toBe(1)
  })

  it('takes over from a process that is gone', async () => {
    await withLock(lock, async () => {})
    held(farAboveAnyPid)
    await expect(withLock(lock, async () => 'in', { pollMs: 1 })).resolves.toBe('in')
  })

  it('takes over from another host that fell silent', async () => {
    await withLock(lock, async () => {})
    held(process.pid, 'elsewhere')
    const longAgo = new Date('2020-01-01T00:00:00Z')
    utimesSync(lock, longAgo, longAgo)
    await expect(withLock(lock, async () => 'in', { pollMs: 1 })).resolves.toBe('in')
  })
})
