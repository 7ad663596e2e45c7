// A reader of published numbers who reckons what the others can be, by linear programming.
import solver from 'javascript-lp-solver'

/** So many times each unknown makes a number. */
export interface Equation {
  terms: Readonly<Record<string, number>>
  equals: number
}

/** The numbers that a reader does not have, none below its `least`, and what is known of them together. */
export class Reckoner {
  private readonly equations: Equation[] = []
  private readonly least = new Map<string, number>()

  /** A number that is not told, but is not below `least`. */
  unknown(name: string, least = 0): void {
    this.least.set(name, least)
  }

  know(terms: Readonly<Record<string, number>>, equals: number): void {
    this.equations.push({ terms, equals })
  }

  /** The least and the most that the terms together can be; infinite where nothing bounds them. */
  range(terms: Readonly<Record<string, number>>): { least: number; most: number } {
    return { least: this.solve(terms, 'min'), most: this.solve(terms, 'max') }
  }

  private solve(goal: Readonly<Record<string, number>>, opType: 'min' | 'max'): number {
    const constraints: Record<string, { equal?: number; min?: number }> = {}
    const variables: Record<string, Record<string, number>> = {}
    const put = (unknown: string, key: string, factor: number) => {
      variables[unknown] ??= {}
      variables[unknown][key] = (variables[unknown][key] ?? 0) + factor
    }
    for (const [index, { terms, equals }] of this.equations.entries()) {
      constraints[`equation ${index}`] = { equal: equals }
      for (const [unknown, factor] of Object.entries(terms)) put(unknown, `equation ${index}`, factor)
    }
    for (const [unknown, least] of this.least) {
      put(unknown, `least ${unknown}`, 1)
      constraints[`least ${unknown}`] = { min: least }
    }
    for (const [unknown, factor] of Object.entries(goal)) put(unknown, 'goal', factor)
    const found = solver.Solve({
      optimize: 'goal',
      opType,
      constraints,
      variables,
    }) as { feasible?: boolean; bounded?: boolean; result?: number }
    if (!found.feasible) throw new Error('the published numbers contradict each other')
    if (found.bounded === false) return opType === 'max' ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY
    return found.result ?? 0
  }
}
