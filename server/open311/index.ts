export { Endpoint } from './peer/endpoint.ts'
export { Poller } from './peer/poller.ts'
export { type PeerRead, prefixOf, readPeer } from './peer/read-peer.ts'
