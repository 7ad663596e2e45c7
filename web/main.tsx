import './theme.css'

const host = document.getElementById('app')
if (!host) throw new Error('index.html has no #app')

// three pages in one: the display has no use for what desks need and stays open for months, and who logs in waits for neither
const page = /^\/(wall|login)\/?$/.exec(location.pathname)?.[1]
const { open } = await (page === 'wall'
  ? import('./screens/wall/open.tsx')
  : page === 'login'
    ? import('./screens/login/open.tsx')
    : import('./screens/open.tsx'))
open(host)
