import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fingerprint, isStamped, stamp } from './stamp.mjs'

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'stamp of a folder '))
  write('web/main.tsx', 'one')
  write('web/map/style.ts', 'two')
  write('lock.yaml', 'three')
})
afterEach(() => rmSync(root, { recursive: true }))

const print = (extra: string[] = []) => fingerprint(root, ['web', 'lock.yaml'], extra)

describe('fingerprint', () => {
  it('stays the same while nothing changes', () => {
    expect(print()).toBe(print())
    expect(print()).toMatch(/^[0-9a-f]{64}$/)
  })

  it.each([
    ['a changed file', () => write('web/map/style.ts', 'TWO')],
    ['a new file', () => write('web/map/camera.ts', '')],
    ['a removed file', () => rmSync(join(root, 'web/map/style.ts'))],
    ['a changed single file', () => write('lock.yaml', 'four')],
    [
      'text moved from one file to the next',
      () => {
        write('web/main.tsx', 'on')
        write('web/map/style.ts', 'etwo')
      },
    ],
  ])('changes with %s', (_, change) => {
    const before = print()
    change()
    expect(print()).not.toBe(before)
  })

  it('changes with the extra text', () => {
    expect(print(['127'])).not.toBe(print(['115']))
  })

  it.each([
    'web/dist/index.html',
    'web/node_modules/a/b.js',
    'web/dist.12.tmp/a.js',
    'web/map/style.test.ts',
    'web/.cache',
  ])('does not see %s', (file) => {
    const before = print()
    write(file, 'made, not written')
    expect(print()).toBe(before)
  })

  it('counts an absent path as nothing', () => {
    expect(fingerprint(root, ['web', 'lock.yaml', 'absent'])).toBe(print())
  })
})

describe('isStamped', () => {
  it('is true only for exactly the stamp that was written', () => {
    const file = join(root, '.installed')
    expect(isStamped(file, 'abc')).toBe(false)
    stamp(file, 'abc')
    expect(isStamped(file, 'abc')).toBe(true)
    expect(isStamped(file, 'abcd')).toBe(false)
    expect(isStamped(file, 'ab')).toBe(false)
  })
})

function write(path: string, text: string): void {
  mkdirSync(join(root, path, '..'), { recursive: true })
  writeFileSync(join(root, path), text)
}
