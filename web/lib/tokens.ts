/** Light by default for desks; dark for dim rooms. */
export type Theme = 'light' | 'dark'

export const themes: readonly Theme[] = ['light', 'dark']

/**
 * Every colour of the interface, once for each theme; `var(--ink)` in style sheets, `tokens[theme].ink` in canvas.
 * Text colours keep 4.5:1 on `panel` and `ground`, marks 3:1. Red belongs to overdue alone. The three
 * colours of flows differ for colour-blind readers too; lines and arrows repeat what they say.
 */
export const tokens = {
  light: {
    ground: '#f2f4f6',
    panel: '#ffffff',
    raised: '#f7f9fa',
    line: '#d9dfe5',
    lineStrong: '#8793a0',
    ink: '#1a222b',
    inkSoft: '#53606d',
    accent: '#1c5fa8',
    accentSoft: '#e3eefa',
    onAccent: '#ffffff',
    bar: '#8fb4dc',
    overdue: '#b8261b',
    overdueSoft: '#fbe9e7',
    warn: '#815300',
    warnSoft: '#fdf2d8',
    good: '#1a6e3f',
    land: '#e9ecee',
    water: '#a9c8de',
    mapLine: '#5d6a77',
    flowUp: '#1c5fa8',
    flowDown: '#a3510a',
    flowSide: '#55707a',
  },
  dark: {
    ground: '#0c1116',
    panel: '#141b22',
    raised: '#1b242d',
    line: '#2a3540',
    lineStrong: '#6b7987',
    ink: '#e7ecf1',
    inkSoft: '#a3b0bc',
    accent: '#7ab5f0',
    accentSoft: '#1c3047',
    onAccent: '#0c1116',
    bar: '#3d6592',
    overdue: '#ff8379',
    overdueSoft: '#3a1b19',
    warn: '#e5b04d',
    warnSoft: '#33280f',
    good: '#68c78b',
    land: '#1a2229',
    water: '#24405a',
    mapLine: '#8593a1',
    flowUp: '#7ab5f0',
    flowDown: '#f0a55e',
    flowSide: '#9fc0b8',
  },
} as const satisfies Record<Theme, Record<string, string>>

/** System faces with those of the Noto family for Chinese; nothing is fetched. */
export const fontFamily =
  "system-ui, -apple-system, 'Segoe UI', 'Noto Sans', 'Noto Sans SC', 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', sans-serif"

/** Makes the tokens of a theme the custom properties of the document: `inkSoft` is `--ink-soft`. */
export function applyTheme(theme: Theme, root: HTMLElement): void {
  root.dataset.theme = theme
  root.style.colorScheme = theme
  for (const [name, value] of Object.entries(tokens[theme])) {
    root.style.setProperty(`--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`, value)
  }
}
