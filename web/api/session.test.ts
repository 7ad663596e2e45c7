import { describe, expect, it } from 'vitest'
import { loginAddress, pageAfterLogin } from './session.ts'

describe('the way to the login and back', () => {
  it('keeps the address one was at', () => {
    const was = { pathname: '/area/610117001', search: '?from=2026-01-01&q=a%26b' }
    const address = new URL(loginAddress(was), 'https://grid.example')
    expect(address.pathname).toBe('/login')
    expect(pageAfterLogin(address.search, 'https://grid.example')).toBe(`${was.pathname}${was.search}`)
    expect(loginAddress({ pathname: '/', search: '' })).toBe('/login')
  })

  it.each([
    'https://elsewhere.example/',
    '//elsewhere.example',
    '/\\elsewhere.example',
    'javascript:alert(1)',
    '',
    '/login?to=/',
  ])('leads nowhere else: %s', (to) => {
    expect(pageAfterLogin(`?to=${encodeURIComponent(to)}`, 'https://grid.example')).toBe('/')
  })
})
