import { describe, expect, it } from 'vitest'
import { nodeProblem } from './prepare.mjs'

describe('nodeProblem', () => {
  it.each(['20.19.0', '20.20.2', '22.0.0', '24.1.0', '100.0.0'])('accepts Node %s', (version) => {
    expect(nodeProblem(version)).toBeUndefined()
  })

  it.each(['20.18.3', '18.20.8', '8.0.0', ''])('refuses Node %s and says what to do', (version) => {
    expect(nodeProblem(version)).toContain(`this is Node ${version}.`)
    expect(nodeProblem(version)).toContain('20.19 or newer')
  })
})
