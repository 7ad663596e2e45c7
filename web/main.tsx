import './theme.css'

const host = document.getElementById('app')
if (!host) throw new Error('index.html has no #app')

// two pages in one: the display has no use for what desks need, and stays open for months
const onTheWall = /^\/wall\/?$/.test(location.pathname)
const { open } = await (onTheWall ? import('./screens/wall/open.tsx') : import('./screens/open.tsx'))
open(host)
