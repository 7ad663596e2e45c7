import { badFilter } from './problem.ts'

/** A piece of CQL2 text; words are kept as written. */
export interface Token {
  kind: 'word' | 'name' | 'text' | 'number' | 'sign' | 'end'
  value: string
  /** place in the text, from 0 */
  at: number
}

const pieces: readonly (readonly [kind: Token['kind'], pattern: RegExp])[] = [
  ['text', /'((?:[^']|'')*)'/y],
  ['name', /"((?:[^"]|"")*)"/y],
  ['number', /[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y],
  ['word', /[\p{L}_][\p{L}\p{N}_.:-]*/uy],
  ['sign', /<>|<=|>=|[=<>(),]/y],
]

/** The pieces of a CQL2 text. A 400 problem says where something does not belong. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  while (at < text.length) {
    if (/\s/u.test(text[at]!)) {
      at++
      continue
    }
    const token = pieceAt(text, at)
    if (!token) throw badFilter(`at ${at + 1}: "${text.slice(at, at + 10)}" does not belong here`)
    tokens.push(token.token)
    at = token.next
  }
  tokens.push({ kind: 'end', value: '', at: text.length })
  return tokens
}

function pieceAt(text: string, at: number): { token: Token; next: number } | null {
  for (const [kind, pattern] of pieces) {
    pattern.lastIndex = at
    const found = pattern.exec(text)
    if (!found) continue
    const value =
      found[1] === undefined
        ? found[0]
        : found[1].replaceAll(kind === 'text' ? "''" : '""', kind === 'text' ? "'" : '"')
    return { token: { kind, value, at }, next: pattern.lastIndex }
  }
  return null
}
