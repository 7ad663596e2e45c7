import { describe, expect, it } from 'vitest'
import { personOf, SsoMap } from './sso-map.ts'

const map = SsoMap.parse({
  role: { claim: 'realm_access.roles', values: { chief: 'administrator', staff: 'viewer' } },
  scope: { claim: 'areas', all: ['*'], values: { north: ['S1', 'S3'], south: ['S2'] } },
})
const person = (claims: Record<string, unknown>, by = map) =>
  personOf(by, 'https://id.example', { sub: '7', ...claims })

describe('claims of a single sign-on', () => {
  it('give a role by the map’s order, and areas by its names', () => {
    const claims = {
      preferred_username: 'wang',
      realm_access: { roles: ['staff', 'chief'] },
      areas: ['south', 'north'],
    }
    expect(person(claims)).toEqual({
      issuer: 'https://id.example',
      subject: '7',
      name: 'wang',
      role: 'administrator',
      scope: ['S1', 'S2', 'S3'],
    })
    expect(person({ ...claims, areas: '*' })).toMatchObject({ scope: 'all' })
    expect(person({ realm_access: { roles: 'staff' }, areas: 'north' })).toMatchObject({
      name: '7',
      role: 'viewer',
    })
  })

  it('are taken for nothing they do not say', () => {
    expect(person({ areas: ['north'] })).toBe('no role')
    expect(person({ realm_access: { roles: ['constructor', 'toString'] }, areas: ['north'] })).toBe('no role')
    expect(person({ realm_access: 'staff', areas: ['north'] })).toBe('no role')
    const staff = { realm_access: { roles: ['staff'] } }
    expect(person(staff)).toBe('no areas')
    expect(person({ ...staff, areas: ['east', 'toString'] })).toBe('no areas')
    expect(person({ ...staff, areas: [{ code: 'S1' }] })).toBe('no areas')
  })

  it('are codes themselves where the map names none, and a default role is for everybody', () => {
    const plain = SsoMap.parse({
      role: { claim: 'https://city.example/role', values: {}, default: 'viewer' },
      scope: { claim: 'areas' },
    })
    expect(person({ areas: ['610117001', 610117002] }, plain)).toMatchObject({
      role: 'viewer',
      scope: ['610117001', '610117002'],
    })
    const named = SsoMap.parse({
      role: { claim: 'https://city.example/role', values: { a: 'planner' } },
      scope: 'all',
    })
    expect(person({ 'https://city.example/role': 'a' }, named)).toMatchObject({
      role: 'planner',
      scope: 'all',
    })
  })
})
