import { describe, expect, it } from 'vitest'
import { waitAfter } from './lockout.ts'
import { hashOf, matches, passwordFault } from './password.ts'

describe('a password', () => {
  it.each([
    ['too short', 'Tr0ub4dor'],
    ['repeats itself', 'abababababab'],
    ['contains the name', 'WANG LI-2026!'],
  ])('that %s is not taken: %s', (fault, password) => {
    expect(passwordFault(password, 'Wang Li')).toContain(fault)
  })

  it('may be any other ten characters, of any alphabet', () => {
    expect(passwordFault('九条命的猫住在屋顶上面', 'Wang Li')).toBeUndefined()
    expect(passwordFault('nine lives of a cat', 'a')).toBeUndefined()
  })

  it('is kept as argon2id, and known again however its letters are composed', async () => {
    const hashed = await hashOf('caf\u00e9 at nine')
    expect(hashed).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(await matches('cafe\u0301 at nine', hashed)).toBe(true)
    expect(await matches('cafe at nine', hashed)).toBe(false)
    expect(await matches('there is nobody of this name', null)).toBe(false)
  })
})

describe('after wrong passwords', () => {
  it('one waits longer each time, to a quarter of an hour', () => {
    expect([4, 5, 6, 7, 11, 12, 1000].map((failures) => waitAfter(failures) / 1000)).toEqual([
      0, 15, 30, 60, 900, 900, 900,
    ])
  })
})
