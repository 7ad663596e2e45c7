import { type ParsedTokenInfo, Tokenizer, TokenParser, TokenType } from '@streamparser/json'

/** Whole numbers of 16 digits and more, which a number cannot hold for certain, stay text. */
class ExactTokenizer extends Tokenizer {
  private digits = ''

  protected override parseNumber(text: string): number {
    this.digits = text
    return Number(text)
  }

  exact(token: ParsedTokenInfo): ParsedTokenInfo {
    const { token: kind, value, offset } = token
    if (kind !== TokenType.NUMBER || typeof value !== 'number' || Number.isSafeInteger(value)) return token
    if (!/^-?\d+$/.test(this.digits)) return token
    return { token: TokenType.STRING, value: this.digits, offset }
  }
}

/** A value met in the stream: its container and its depth (1 = in the outermost list or object). */
export interface Met {
  value: unknown
  inList: boolean
  path: readonly (string | number)[]
}

/**
 * A JSON parser to be fed text in pieces; it hands over the values at the given paths (`$.features.*`), or all
 * values from the innermost out, and forgets them. Throws an Error at the first thing that is not JSON.
 */
export function jsonStream(paths: string[] | undefined, met: (value: Met) => void) {
  const tokenizer = new ExactTokenizer()
  const parser = new TokenParser({ ...(paths ? { paths } : {}), keepStack: false })
  tokenizer.onToken = (token) => parser.write(tokenizer.exact(token))
  parser.onValue = ({ value, key, parent, stack }) => {
    const path = [...stack.slice(1).map((level) => level.key), key].filter((step) => step !== undefined)
    met({ value, inList: Array.isArray(parent), path })
  }
  parser.onError = (error) => {
    throw error
  }
  tokenizer.onError = (error) => {
    throw error
  }
  parser.onEnd = () => {
    if (!tokenizer.isEnded) tokenizer.end()
  }
  return {
    write: (text: string) => tokenizer.write(text),
    /** Throws when the JSON is cut short. */
    end: () => {
      if (!tokenizer.isEnded) tokenizer.end()
      if (!parser.isEnded) parser.end()
    },
  }
}

/** One JSON text, with long whole numbers kept as text. */
export function parseExact(text: string): unknown {
  if (!/[[:,]\s*-?\d{16}/.test(text)) return JSON.parse(text)
  let root: unknown
  const stream = jsonStream(['$'], ({ value }) => {
    root = value
  })
  stream.write(text)
  stream.end()
  return root
}
