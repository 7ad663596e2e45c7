import { posix } from 'node:path'
import { describe, expect, it } from 'vitest'
import { docProblems, type Repository } from './check-docs.ts'

const others: Record<string, string> = {
  'server/store/README.md': '# The store\n\n## Write queue\n',
  'server/store/index.ts': '',
  'server/main.ts': '',
  'data/contract/index.ts': '',
  'package.json': '',
}

function problems(text: string, path = 'README.md'): string[] {
  const files = { ...others, [path]: text }
  const repository: Repository = {
    exists: (wanted) => {
      const clean = posix.normalize(wanted).replace(/\/$/, '')
      return (
        clean === '.' || Object.keys(files).some((file) => file === clean || file.startsWith(`${clean}/`))
      )
    },
    read: (wanted) => files[wanted] ?? '',
    fileNames: new Set(Object.keys(files).map((file) => posix.basename(file))),
    scripts: new Set(['start', 'test', 'grid', 'verify']),
  }
  return docProblems(path, repository)
}

describe('links', () => {
  it.each([
    '[store](server/store/README.md)',
    '[queue](server/store/README.md#write-queue)',
    '[here](#here)\n\n# Here',
    '[folder](data/)',
    '[out](../elsewhere/README.md)',
    '[web](https://example.org/a.md)',
    '[mail](mailto:a@example.org)',
  ])('accepts %j', (text) => expect(problems(text)).toEqual([]))

  it('names file and line of one that leads nowhere', () => {
    expect(problems('# A\n\nSee [it](server/gone.ts).\n')).toEqual([
      'README.md:3: link server/gone.ts leads to nothing',
    ])
  })

  it('follows links from the folder of the document', () => {
    expect(problems('[main](../main.ts) [lost](main.ts)', 'server/store/README.md')).toEqual([
      'server/store/README.md:1: link main.ts leads to nothing',
    ])
  })

  it('misses a heading and an image', () => {
    expect(problems('[q](server/store/README.md#read-queue)')).toHaveLength(1)
    expect(problems('![map](data/map.png)')).toHaveLength(1)
  })

  it('sees reference definitions', () => {
    expect(problems('[a][b]\n\n[b]: gone.md\n')).toEqual(['README.md:3: link gone.md leads to nothing'])
  })
})

describe('paths in code', () => {
  it.each([
    '`server/main.ts`',
    '`data/contract`',
    '`../shared/data`',
    '`application/json`',
    '`@duckdb/node-api`',
    '`/api/areas`',
    '`data/packs/{id}/centre.json`',
    '`PACK/centre.json`',
    '`tickets.map.json`',
    '`.grid/logs/build.log`',
    '`web/dist`',
    '`main.ts`',
  ])('accepts %s', (text) => expect(problems(text)).toEqual([]))

  it.each(['`server/gone.ts`', '`data/packs/`', '`store/gone.ts`', '`gone.ts`', '`./server/gone`'])(
    'misses %s',
    (text) => expect(problems(text)).toEqual([`README.md:1: no file or folder ${text.slice(1, -1)}`]),
  )

  it('reads them from the folder of the document too', () => {
    expect(problems('`store/index.ts` `store/gone`', 'server/README.md')).toEqual([
      'server/README.md:1: no file or folder store/gone',
    ])
  })

  it('knows the data beside the checkout from any folder', () => {
    expect(problems('`../shared/data/gaoling`', 'server/store/README.md')).toEqual([])
    expect(problems('`../gone/data`', 'server/store/README.md')).toHaveLength(1)
  })

  it('reads blocks, where only a folder of the root begins a path', () => {
    const block = '# A\n\n```sh\ncp my-city/areas.geojson data/areas.geojson\n```\n'
    expect(problems(block)).toEqual(['README.md:4: no file or folder data/areas.geojson'])
  })
})

describe('npm scripts', () => {
  it.each([
    '`npm start`',
    '`npm run grid -- load my-city`',
    '`npm install`',
    '```sh\nnpm test\n```',
    '`npm --version`',
  ])('accepts %j', (text) => expect(problems(text)).toEqual([]))

  it('misses one that is not in package.json, with its line', () => {
    expect(problems('```sh\nnpm start\nnpm run polish\n```')).toEqual(['README.md:3: no npm script "polish"'])
    expect(problems('`npm run --silent polish`')).toEqual(['README.md:1: no npm script "polish"'])
  })
})
