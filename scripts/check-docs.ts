// Checks that the README.md files speak of things that exist: links, anchors, paths, npm scripts.
import { readFileSync } from 'node:fs'
import { basename, join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import GithubSlugger from 'github-slugger'
import type { Nodes } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { toString as textOf } from 'mdast-util-to-string'
import { visit } from 'unist-util-visit'
import { z } from 'zod'
import { repositoryFiles } from './check-files.ts'

/** What a document may speak of. Paths are relative to the root, with slashes. */
export interface Repository {
  exists: (path: string) => boolean
  read: (path: string) => string
  /** The last part of every file's path. */
  fileNames: ReadonlySet<string>
  /** The scripts of the root package.json. */
  scripts: ReadonlySet<string>
}

const builtInCommands = new Set(['install', 'ci', 'run', 'exec', 'view'])
const fileEnding = /\.(tsx?|mjs|cjs|js|jsx|json|md|geojson|yaml|html|css|csv|sql)$/
const codeEnding = /\.(tsx?|mjs|cjs)$/
/** Folders that installing, building and running make; a fresh clone has none. */
const madeHere = /(^|\/)(node_modules|dist|\.grid)(\/|$)/
/** Real data that may lie beside the checkout; its path is always said from the root. */
const sharedData = '../shared/'
const npmCall = /\bnpm (?:run )?(?:--?[\w-]+ )*(\w[\w:-]*)/g
const placeholder = /[*{}<>$|…\\]|\.\.\.|[A-Z]{3,}(?!\.md)/

/** Every broken reference of the Markdown file at `path` (relative to the root), as `path:line: problem`. */
export function docProblems(path: string, repository: Repository): string[] {
  const tree = fromMarkdown(repository.read(path))
  const problems: string[] = []
  const complain = (line: number, problem: string) => problems.push(`${path}:${line}: ${problem}`)
  visit(tree, (node) => {
    const line = node.position?.start.line ?? 1
    if (node.type === 'link' || node.type === 'image' || node.type === 'definition') {
      const problem = linkProblem(path, node.url, repository)
      if (problem) complain(line, problem)
    } else if (node.type === 'inlineCode') {
      for (const problem of codeProblems(path, node.value, repository, false)) complain(line, problem)
    } else if (node.type === 'code') {
      for (const [i, text] of node.value.split('\n').entries()) {
        for (const problem of codeProblems(path, text, repository, true)) complain(line + 1 + i, problem)
      }
    }
  })
  return problems
}

function linkProblem(path: string, url: string, repository: Repository): string | undefined {
  if (/^[a-z][a-z0-9+.-]*:|^\/\//i.test(url)) return undefined
  if (url.startsWith('/')) return `link ${url} is not relative`
  const [file = '', anchor] = decodeURI(url).split('#', 2)
  const target = file === '' ? path : posix.join(posix.dirname(path), file)
  if (!isInside(target)) return undefined
  if (!repository.exists(target)) return `link ${url} leads to nothing`
  if (anchor === undefined || !target.endsWith('.md')) return undefined
  return anchors(repository.read(target)).has(anchor) ? undefined : `link ${url}: no such heading`
}

function anchors(markdown: string): ReadonlySet<string> {
  const slugger = new GithubSlugger()
  const found = new Set<string>()
  visit(fromMarkdown(markdown), 'heading', (heading: Nodes) => {
    found.add(slugger.slug(textOf(heading)))
  })
  return found
}

/** In a block only paths that begin with a folder of the root are sure to be paths of the repository. */
function codeProblems(path: string, text: string, repository: Repository, block: boolean): string[] {
  const problems: string[] = []
  for (const [, script = ''] of text.matchAll(npmCall)) {
    if (!repository.scripts.has(script) && !builtInCommands.has(script))
      problems.push(`no npm script "${script}"`)
  }
  for (const word of block ? text.split(/[\s'"`]+/) : [text]) {
    if (looksLikePath(word) && !pathExists(path, word, repository, block))
      problems.push(`no file or folder ${word}`)
  }
  return problems
}

function looksLikePath(word: string): boolean {
  if (!word.includes('/') && !fileEnding.test(word)) return false
  return !/\s|^[@/.~-]*$|^[-/~@]|:/.test(word) && !placeholder.test(word) && !/^\.[\w]+\/?$/.test(word)
}

function pathExists(doc: string, word: string, repository: Repository, block: boolean): boolean {
  const folder = posix.dirname(doc)
  const beside = posix.join(folder, word)
  if (madeHere.test(word) || word.startsWith(sharedData)) return true
  if (word.startsWith('../') || word.startsWith('./')) return !isInside(beside) || repository.exists(beside)
  if (repository.exists(word) || repository.exists(beside)) return true
  if (!word.includes('/')) return block || !codeEnding.test(word) || repository.fileNames.has(word)
  const [first = ''] = word.split('/')
  if (repository.exists(first)) return false
  // A word such as application/json is no path; one with a known beginning or ending is.
  return (
    block || !(repository.exists(posix.join(folder, first)) || word.endsWith('/') || fileEnding.test(word))
  )
}

function isInside(path: string): boolean {
  return path !== '..' && !path.startsWith('../')
}

function foldersOf(file: string): string[] {
  const parts = file.split('/')
  return ['.', ...parts.slice(0, -1).map((_, i) => parts.slice(0, i + 1).join('/'))]
}

function main(): void {
  const root = fileURLToPath(new URL('..', import.meta.url))
  const manifest = z
    .object({ scripts: z.record(z.string(), z.string()) })
    .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')))
  const files = repositoryFiles(root)
  const known = new Set(files.flatMap((file) => [file, ...foldersOf(file)]))
  const repository: Repository = {
    exists: (path) => known.has(posix.normalize(path).replace(/\/$/, '')),
    read: (path) => (files.includes(path) ? readFileSync(join(root, path), 'utf8') : ''),
    fileNames: new Set(files.map((path) => posix.basename(path))),
    scripts: new Set(Object.keys(manifest.scripts)),
  }
  const docs = files.filter((path) => basename(path) === 'README.md')
  const problems = docs.flatMap((path) => docProblems(path, repository))
  for (const problem of problems) console.error(problem)
  console.log(`${docs.length} README.md files, ${problems.length} problems`)
  process.exitCode = problems.length > 0 ? 1 : 0
}

if (process.argv[1] && basename(process.argv[1]) === 'check-docs.ts') main()
