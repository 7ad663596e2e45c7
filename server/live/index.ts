export { type FeedHouse, LiveFeed } from './feed.ts'
