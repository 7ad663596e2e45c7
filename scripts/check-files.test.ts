import { describe, expect, it } from 'vitest'
import { fileProblems } from './check-files.ts'

const lines = (n: number) => 'x\n'.repeat(n)
// Put together here, so that this file holds none of what it looks for.
const machinePath = ['', 'work', 'main', 'x.ts'].join('/')
const hostOfPackages = ['registry', 'npmjs', 'org'].join('.')
const now = ['new Date', '()'].join('')

describe('length', () => {
  it('allows 500 lines and refuses 501', () => {
    expect(fileProblems('web/map/style.ts', lines(500))).toEqual([])
    expect(fileProblems('web/map/style.ts', lines(501))).toEqual([
      'web/map/style.ts:501: 501 lines; 500 at most, cut it where the subject changes',
    ])
  })

  it('lets data be long', () => {
    expect(fileProblems('data/packs/gaoling/areas.geojson', lines(5000))).toEqual([])
    expect(fileProblems('pnpm-lock.yaml', lines(5000))).toEqual([])
  })
})

describe('names', () => {
  it.each(['web/lib/utils.ts', 'server/common/time.ts', 'web/helpers.test.tsx', 'data/shared/x.json'])(
    'refuses %s',
    (path) => expect(fileProblems(path, '')).toEqual([`${path}:1: ${noName}`]),
  )

  it.each(['web/ui/UtilityIcon.tsx', 'server/intake/shared-folder-watch.ts', 'data/utilities.json'])(
    'accepts %s',
    (path) => expect(fileProblems(path, '')).toEqual([]),
  )
})

describe('traces of one machine', () => {
  it.each([machinePath, `"${machinePath}"`, `C:\\${'Users'}\\me`])('finds %s and its line', (text) => {
    const found = fileProblems('README.md', `one\ntwo ${text}\n`)
    expect(found).toHaveLength(1)
    expect(found[0]).toMatch(/^README\.md:2: a path of one machine/)
  })

  it('finds a registry', () => {
    expect(fileProblems('.npmrc', `https://${hostOfPackages}/a\n`)).toHaveLength(1)
    expect(fileProblems('.npmrc', `${'registry'}=https://packages.example\n`)).toHaveLength(1)
  })

  it.each(['../shared/data', 'https://example.org/home/x', 'server/tmp/x', '/api/areas', './work/plan'])(
    'lets %s be',
    (text) => expect(fileProblems('README.md', `${text}\n`)).toEqual([]),
  )
})

describe('one clock', () => {
  it('refuses an implied now in server and data', () => {
    expect(fileProblems('server/areas/list.ts', `const t = ${now}\n`)).toHaveLength(1)
    expect(fileProblems('server/areas/list.ts', `sql\`at < ${'current_'}${'timestamp'}\`\n`)).toHaveLength(1)
  })

  it('accepts it in the clock, in tests and with an argument', () => {
    expect(fileProblems('server/clock.ts', `${now}\n`)).toEqual([])
    expect(fileProblems('server/areas/list.test.ts', `${now}\n`)).toEqual([])
    expect(fileProblems('server/areas/list.ts', 'new Date(0)\n')).toEqual([])
  })
})

const noName = 'a name that says nothing; put each function beside its noun'
