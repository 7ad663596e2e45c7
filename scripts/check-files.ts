// Checks what holds for every file of the repository: names, length, no trace of one machine, one clock.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const longest = 500
const code = new Set(['.ts', '.tsx', '.js', '.mjs', '.cjs', '.css', '.html', '.md', '.sql', '.sh'])
const binary = new Set(['.gz', '.xlsx', '.parquet', '.png', '.jpg', '.woff2', '.fgb', '.gpkg', '.zip'])
const emptyNames = /^(utils?|commons?|helpers?|shared|misc)$/i

interface Pattern {
  matches: RegExp
  says: string
  /** Files it is looked for in; all text files when absent. */
  in?: RegExp
  except?: RegExp
}

const patterns: Pattern[] = [
  { matches: /(?<![\w.~/-])\/(work|tmp|root|home|Users)\/[\w.-]/, says: 'a path of one machine' },
  { matches: /\b[A-Z]:\\Users\\/i, says: 'a path of one machine' },
  {
    matches: /\bregistry\s*[=:]\s*['"]?https?:|\bregistry\.[\w-]+\.\w|_auth[T]oken/,
    says: 'a package registry',
  },
  { matches: /\btarball: https?:/, says: 'a package from outside the registry', in: /^pnpm-lock\.yaml$/ },
  {
    matches: /\bnew Date\(\s*\)|\bDate\.now\(|\bTemporal\.Now\b|\bcurrent_(timestamp|date|time)\b/i,
    says: 'an implied now: take the time from server/clock.ts',
    in: /^(server|data)\/.*\.ts$/,
    except: /^server\/clock\.ts$|\.test\.ts$/,
  },
]

/** Every problem of one file as `path:line: what is wrong`. `path` is relative to the root, with slashes. */
export function fileProblems(path: string, text: string): string[] {
  const problems: string[] = []
  const names = path
    .split('/')
    .map((part, i, parts) => (i === parts.length - 1 ? (part.split('.')[0] ?? '') : part))
  if (names.some((name) => emptyNames.test(name))) {
    problems.push(`${path}:1: a name that says nothing; put each function beside its noun`)
  }
  const lines = text.split('\n')
  const length = text.endsWith('\n') ? lines.length - 1 : lines.length
  if (code.has(extname(path)) && length > longest) {
    problems.push(
      `${path}:${longest + 1}: ${length} lines; ${longest} at most, cut it where the subject changes`,
    )
  }
  for (const { matches, says, in: where, except } of patterns) {
    if ((where && !where.test(path)) || except?.test(path)) continue
    for (const [i, line] of lines.entries()) {
      const found = matches.exec(line)
      if (found) problems.push(`${path}:${i + 1}: ${says} (${found[0].trim()})`)
    }
  }
  return problems
}

/** The files git knows or would take, relative to root. */
export function repositoryFiles(root: string): string[] {
  const list = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  return [...new Set(list.split('\0'))].filter((path) => path !== '' && existsSync(join(root, path)))
}

function main(): void {
  const root = fileURLToPath(new URL('..', import.meta.url))
  const files = repositoryFiles(root)
  const problems = files
    .filter((path) => !binary.has(extname(path)))
    .flatMap((path) => fileProblems(path, readFileSync(join(root, path), 'utf8')))
  for (const problem of problems) console.error(problem)
  console.log(`${files.length} files, ${problems.length} problems`)
  process.exitCode = problems.length > 0 ? 1 : 0
}

if (process.argv[1] && basename(process.argv[1]) === 'check-files.ts') main()
