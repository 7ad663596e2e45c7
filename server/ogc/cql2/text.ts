import type { Comparison, Condition } from '../../layers/index.ts'
import { called, compare, literalFor, type Operand, type Over, propertyNamed } from './build.ts'
import { intervalOf, spanOf } from './moments.ts'
import { badFilter } from './problem.ts'
import { boxShape, depthOf, shapeNamed, shapeOf } from './shape.ts'
import { type Token, tokensOf } from './tokens.ts'

const comparisons: readonly string[] = ['=', '<>', '<', '<=', '>', '>=']
/** Brackets within brackets: more is no filter but an attack. */
const deepest = 50

/** Reads CQL2 text. A 400 problem says where it cannot be read, and never runs any of it. */
export function readCql2Text(text: string, over: Over): Condition {
  return new Reader(tokensOf(text), over).whole()
}

class Reader {
  private at = 0
  private depth = 0

  constructor(
    private readonly tokens: readonly Token[],
    private readonly over: Over,
  ) {}

  whole(): Condition {
    const condition = this.either()
    if (this.next.kind !== 'end') throw this.misplaced()
    return condition
  }

  private get next(): Token {
    return this.tokens[Math.min(this.at, this.tokens.length - 1)]!
  }

  private misplaced(expected?: string): Error {
    const { value, at } = this.next
    const found = value === '' ? 'the end' : `"${value}"`
    return badFilter(`at ${at + 1}: ${found} does not belong here${expected ? `; expected ${expected}` : ''}`)
  }

  private isWord(...words: string[]): boolean {
    return this.next.kind === 'word' && words.includes(this.next.value.toUpperCase())
  }

  private takeWord(word: string): boolean {
    if (!this.isWord(word)) return false
    this.at++
    return true
  }

  private isSign(sign: string): boolean {
    return this.next.kind === 'sign' && this.next.value === sign
  }

  private takeSign(sign: string): boolean {
    if (!this.isSign(sign)) return false
    this.at++
    return true
  }

  private sign(sign: string): void {
    if (!this.takeSign(sign)) throw this.misplaced(`"${sign}"`)
  }

  private either(): Condition {
    if (++this.depth > deepest) throw badFilter('is too deep')
    const args = [this.both()]
    while (this.takeWord('OR')) args.push(this.both())
    this.depth--
    return args.length === 1 ? args[0]! : { op: 'or', args }
  }

  private both(): Condition {
    const args = [this.one()]
    while (this.takeWord('AND')) args.push(this.one())
    return args.length === 1 ? args[0]! : { op: 'and', args }
  }

  private one(): Condition {
    if (this.takeWord('NOT')) {
      if (++this.depth > deepest) throw badFilter('is too deep')
      const arg = this.one()
      this.depth--
      return { op: 'not', arg }
    }
    if (this.takeSign('(')) {
      const inner = this.either()
      this.sign(')')
      return inner
    }
    const follower = this.tokens[this.at + 1]
    if (this.isWord('TRUE', 'FALSE') && !(follower?.kind === 'sign' && comparisons.includes(follower.value)))
      return { op: this.takeWord('TRUE') ? 'true' : this.takeWord('FALSE') ? 'false' : 'true' }
    if (this.isFunction()) return this.call()
    return this.predicate(this.operand())
  }

  private isFunction(): boolean {
    return this.next.kind === 'word' && /^[st]_/i.test(this.next.value)
  }

  private call(): Condition {
    const name = this.next.value
    this.at++
    this.sign('(')
    const args = [this.operand()]
    while (this.takeSign(',')) args.push(this.operand())
    this.sign(')')
    return called(name, args, this.over)
  }

  private predicate(left: Operand): Condition {
    if (this.next.kind === 'sign' && comparisons.includes(this.next.value)) {
      const op = this.next.value as Comparison
      this.at++
      return compare(op, left, this.operand(), this.over)
    }
    if (left.is !== 'property') throw this.misplaced('a comparison')
    const { name } = left
    if (this.takeWord('IS')) {
      const not = this.takeWord('NOT')
      if (!this.takeWord('NULL')) throw this.misplaced('NULL')
      return negated(not, { op: 'isNull', property: name })
    }
    const not = this.takeWord('NOT')
    if (this.takeWord('LIKE')) {
      if (this.next.kind !== 'text') throw this.misplaced('a text')
      literalFor(name, '', this.over)
      return negated(not, { op: 'like', property: name, pattern: this.text() })
    }
    if (this.takeWord('BETWEEN')) {
      const low = this.operand()
      if (!this.takeWord('AND')) throw this.misplaced('AND')
      const high = this.operand()
      return negated(not, {
        op: 'and',
        args: [compare('>=', left, low, this.over), compare('<=', left, high, this.over)],
      })
    }
    if (this.takeWord('IN')) {
      this.sign('(')
      const args = [compare('=', left, this.operand(), this.over)]
      while (this.takeSign(',')) args.push(compare('=', left, this.operand(), this.over))
      this.sign(')')
      return negated(not, { op: 'or', args })
    }
    throw this.misplaced('a comparison')
  }

  private text(): string {
    const { value } = this.next
    if (this.next.kind !== 'text') throw this.misplaced('a text')
    this.at++
    return value
  }

  private number(): number {
    if (this.next.kind !== 'number') throw this.misplaced('a number')
    const value = Number(this.next.value)
    this.at++
    return value
  }

  private operand(): Operand {
    const { kind, value } = this.next
    if (kind === 'text') return { is: 'literal', value: this.text() }
    if (kind === 'number') return { is: 'literal', value: this.number() }
    if (kind === 'name') {
      this.at++
      return propertyNamed(value, this.over)
    }
    if (kind !== 'word') throw this.misplaced('a property or a value')
    if (this.isWord('TRUE', 'FALSE')) {
      this.at++
      return { is: 'literal', value: value.toUpperCase() === 'TRUE' }
    }
    if (this.isWord('DATE', 'TIMESTAMP', 'INTERVAL') && this.opens()) return this.time()
    if (this.isWord('BBOX') && this.opens()) return this.box()
    if (shapeNamed(value) && this.opens()) return this.shape()
    this.at++
    return propertyNamed(value, this.over)
  }

  private opens(): boolean {
    const follower = this.tokens[this.at + 1]
    return follower?.kind === 'sign' && follower.value === '('
  }

  private time(): Operand {
    const { timeZone } = this.over
    const interval = this.takeWord('INTERVAL')
    if (!interval) this.at++
    this.sign('(')
    const first = this.text()
    if (interval) this.sign(',')
    const second = interval ? this.text() : undefined
    this.sign(')')
    const span = second === undefined ? spanOf(first, timeZone) : intervalOf(first, second, timeZone)
    if (!span) throw badFilter(`"${[first, second].filter(Boolean).join(' to ')}" is no time`)
    return { is: 'span', span }
  }

  private box(): Operand {
    this.at++
    this.sign('(')
    const numbers = [this.number()]
    while (this.takeSign(',')) numbers.push(this.number())
    this.sign(')')
    return { is: 'shape', shape: boxShape(numbers) }
  }

  private shape(): Operand {
    const type = shapeNamed(this.next.value)!
    this.at++
    return {
      is: 'shape',
      shape: shapeOf(type, depthOf(type) === 0 ? this.point() : this.list(depthOf(type))),
    }
  }

  private point(): number[] {
    this.sign('(')
    const position = this.position()
    this.sign(')')
    return position
  }

  private list(depth: number): unknown[] {
    this.sign('(')
    const item = () => (depth > 1 ? this.list(depth - 1) : this.isSign('(') ? this.point() : this.position())
    const items = [item()]
    while (this.takeSign(',')) items.push(item())
    this.sign(')')
    return items
  }

  private position(): number[] {
    const numbers = [this.number(), this.number()]
    while (this.next.kind === 'number') numbers.push(this.number())
    return numbers
  }
}

function negated(not: boolean, condition: Condition): Condition {
  return not ? { op: 'not', arg: condition } : condition
}
