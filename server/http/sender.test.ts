import { describe, expect, it } from 'vitest'
import { proxiesOf, senderOf } from './sender.ts'

const proxies = proxiesOf(['10.0.0.0/8', '::1'])
const from = (connected: string | undefined, headers: Record<string, string> = {}) =>
  senderOf(connected, (name) => headers[name], proxies)

describe('where a request comes from', () => {
  it('is what it is connected from, whatever it says', () => {
    const said = { 'X-Forwarded-For': '203.0.113.9', 'X-Forwarded-Proto': 'https' }
    expect(from('192.0.2.7', said)).toEqual({ address: '192.0.2.7', secure: false })
    expect(from('::ffff:192.0.2.7')).toEqual({ address: '192.0.2.7', secure: false })
    expect(from(undefined, said)).toEqual({ address: null, secure: false })
  })

  it('is what the nearest proxy of ours saw, not what the asker wrote', () => {
    const said = { 'X-Forwarded-For': '203.0.113.9, 198.51.100.4, 10.1.2.3', 'X-Forwarded-Proto': 'https' }
    expect(from('10.0.0.1', said)).toEqual({ address: '198.51.100.4', secure: true })
    expect(from('::1', { 'X-Forwarded-For': '2001:db8::5', 'X-Forwarded-Proto': 'http' })).toEqual({
      address: '2001:db8::5',
      secure: false,
    })
    expect(from('10.0.0.1', { 'X-Forwarded-For': 'nonsense' })).toEqual({
      address: '10.0.0.1',
      secure: false,
    })
    expect(from('10.0.0.1', { 'X-Forwarded-Proto': 'https, http' }).secure).toBe(false)
  })

  it.each(['somewhere', '10.0.0.0/x', '10.0.0.0/99', ''])('a proxy cannot be %j', (written) => {
    expect(() => proxiesOf([written])).toThrow(RangeError)
  })
})
