import { fetchPage } from './screens/pages.ts'
import './theme.css'

const host = document.getElementById('app')
if (!host) throw new Error('index.html has no #app')

/**
 * Three pages in one: the display has no use for what desks need and stays open for months, and who logs in waits for
 * neither. Each is loaded by a function of its own, since what a choice loads gets the styles of one alone.
 */
const pages = new Map([
  ['/wall', () => import('./screens/wall/open.tsx')],
  ['/login', () => import('./screens/login/open.tsx')],
])
const desk = () => {
  fetchPage(location.pathname)
  return import('./screens/open.tsx')
}

const load = pages.get(location.pathname.replace(/\/$/, '')) ?? desk
const { open } = await load()
open(host)
