import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { findChromium, findProgram } from './system-tools.mjs'

let folder = ''
const program = (path: string, mode = 0o755) => {
  const file = join(folder, path)
  mkdirSync(join(file, '..'), { recursive: true })
  writeFileSync(file, '#!/bin/sh\n')
  chmodSync(file, mode)
  return file
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'programs '))
  vi.stubEnv('PATH', [join(folder, 'first'), join(folder, 'second')].join(delimiter))
  vi.stubEnv('CHROMIUM_PATH', '')
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true })
})

describe.skipIf(process.platform === 'win32')('findProgram', () => {
  it('prefers the name that comes first, then the folder', () => {
    program('first/google-chrome')
    const second = program('second/chromium')
    expect(findProgram(['chromium', 'google-chrome'])).toBe(second)
    const first = program('first/chromium')
    expect(findProgram(['chromium', 'google-chrome'])).toBe(first)
  })

  it('passes over files that cannot be run', () => {
    program('first/ogrinfo', 0o644)
    expect(findProgram(['ogrinfo'])).toBeUndefined()
  })
})

describe.skipIf(process.platform === 'win32')('findChromium', () => {
  it('takes CHROMIUM_PATH before all others, and nothing else when that is wrong', () => {
    program('first/chromium')
    const chosen = program('elsewhere/my browser')
    vi.stubEnv('CHROMIUM_PATH', chosen)
    expect(findChromium()).toBe(chosen)
    vi.stubEnv('CHROMIUM_PATH', join(folder, 'nothing'))
    expect(findChromium()).toBeUndefined()
  })
})
