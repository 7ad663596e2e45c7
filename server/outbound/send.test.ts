import { createServer, type RequestListener, type Server } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { isPublic } from './addresses.ts'
import { type Lookup, send } from './send.ts'

const servers: Server[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
})

async function listening(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return `127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
}

describe('an address', () => {
  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    '::',
    'fe80::1',
    'fc00::1',
    'fd12::1',
    '::ffff:127.0.0.1',
    '::ffff:10.0.0.1',
    '::ffff:a9fe:a9fe',
    '64:ff9b::a00:1',
    '2002:7f00:1::',
    'ff02::1',
    'localhost',
    '',
  ])('%s is not public', (address) => {
    expect(isPublic(address)).toBe(false)
  })

  it.each(['1.1.1.1', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '::ffff:1.1.1.1'])(
    '%s is',
    (address) => {
      expect(isPublic(address)).toBe(true)
    },
  )
})

describe('a request to another server', () => {
  it('is not sent into a private network, by address or by name, unless the host is allowed', async () => {
    let asked = 0
    const host = await listening((_, response) => {
      asked++
      response.end('here')
    })
    const port = host.split(':')[1]
    for (const name of ['127.0.0.1', 'localhost', '[::ffff:127.0.0.1]', '2130706433', '0x7f.1', '0'])
      await expect(send(`http://${name}:${port}/`, {}, { allowed: [] })).rejects.toThrow('private network')
    expect(asked).toBe(0)
    expect(await send(`http://${host}/`, {}, { allowed: [host] })).toMatchObject({
      status: 200,
      body: 'here',
    })
    expect(await send(`http://${host}/`, {}, { allowed: ['127.0.0.1'] })).toMatchObject({ status: 200 })
  })

  it('follows a redirect only to where it might go by itself, and not without end', async () => {
    const inner = await listening((_, response) => response.end('secret'))
    const host = await listening((request, response) => {
      const to =
        request.url === '/in' ? `http://${inner}/` : request.url === '/file' ? 'file:///etc/hosts' : '/loop'
      response.writeHead(302, { Location: to }).end()
    })
    await expect(send(`http://${host}/in`, {}, { allowed: [host] })).rejects.toThrow('private network')
    await expect(send(`http://${host}/file`, {}, { allowed: [host] })).rejects.toThrow('only http')
    await expect(send(`http://${host}/loop`, {}, { allowed: [host] })).rejects.toThrow('without end')
    expect(await send(`http://${host}/in`, {}, { allowed: [host, inner] })).toMatchObject({ body: 'secret' })
    // what is posted is not carried on to another address
    expect(
      (await send(`http://${host}/in`, { method: 'POST', body: 'x' }, { allowed: [host, inner] })).status,
    ).toBe(302)
  })

  it('goes to no address that it was not told of when it looked, whatever a name is next', async () => {
    let asked = 0
    const inner = await listening((_, response) => {
      asked++
      response.end('secret')
    })
    const port = inner.split(':')[1]
    // first an address of the public internet, then, when a careless client looks again to connect, one within
    const answers = [['203.0.113.7'], ['127.0.0.1'], ['::ffff:127.0.0.1'], ['10.0.0.1', '::1']]
    let looks = 0
    const lookup: Lookup = (_, __, callback) => {
      const found = answers[looks++ % answers.length] ?? []
      callback(
        null,
        found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      )
    }
    for (let n = 0; n < 8; n++)
      await expect(
        send(`http://rebound.example:${port}/`, {}, { allowed: [], lookup, timeoutMs: 2000 }),
      ).rejects.toThrow('private network')
    expect(looks).toBe(8)
    // of several addresses those within are left out
    const mixed: Lookup = (_, __, callback) =>
      callback(null, [
        { address: '127.0.0.1', family: 4 },
        { address: '192.0.2.1', family: 4 },
      ])
    await expect(send(`http://mixed.example:${port}/`, {}, { allowed: [], lookup: mixed })).rejects.toThrow(
      'private network',
    )
    expect(asked).toBe(0)
  })

  it.each([
    'http://localhost:1/',
    'http://127.1:1/',
    'http://0177.0.0.1:1/',
    'http://0x7f000001:1/',
    'http://2130706433:1/',
    'http://017700000001:1/',
    'http://127.0.0.1.:1/',
    'http://[::1]:1/',
    'http://[0:0:0:0:0:ffff:7f00:1]:1/',
    'http://[::127.0.0.1]:1/',
    'http://[64:ff9b::7f00:1]:1/',
    'http://[fe80::1]:1/',
    'http://１２７.０.０.１:1/',
    'http://127。0。0。1:1/',
    'http://169.254.169.254/latest/meta-data/',
    'http://[fd00:ec2::254]/latest/meta-data/',
  ])('is not sent to %s', async (address) => {
    await expect(send(address, {}, { allowed: ['elsewhere.example'] })).rejects.toThrow('private network')
  })

  it('gives up an answer that is too large or does not end', async () => {
    const host = await listening((request, response) => {
      response.write('x'.repeat(1000))
      if (request.url === '/large') response.end('x'.repeat(1000))
    })
    await expect(send(`http://${host}/large`, {}, { allowed: [host], mostBytes: 1500 })).rejects.toThrow(
      '1500 bytes',
    )
    await expect(send(`http://${host}/`, {}, { allowed: [host], timeoutMs: 50 })).rejects.toThrow(
      'longer than',
    )
  })

  it('is not sent to what is no plain address of the web', async () => {
    for (const address of ['ftp://example.org/', 'http://a:b@example.org/', 'nowhere', 'data:text/plain,x'])
      await expect(send(address, {}, { allowed: [] })).rejects.toThrow()
  })
})
