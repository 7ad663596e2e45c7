import { fontFamily, type Theme, tokens } from '../lib/tokens.ts'

/** The look of every chart, from the same tokens as the page: calm axes, no frames, tabular figures. */
export function chartTheme(theme: Theme) {
  const token = tokens[theme]
  const axis = {
    axisLine: { lineStyle: { color: token.lineStrong } },
    axisTick: { lineStyle: { color: token.lineStrong } },
    axisLabel: { color: token.inkSoft, fontSize: 12 },
    splitLine: { lineStyle: { color: token.line } },
    nameTextStyle: { color: token.inkSoft },
  }
  return {
    color: [token.accent, token.inkSoft, token.warn, token.good, token.bar],
    backgroundColor: 'transparent',
    textStyle: { color: token.ink, fontFamily },
    categoryAxis: { ...axis, splitLine: { show: false } },
    valueAxis: { ...axis, axisLine: { show: false } },
    timeAxis: { ...axis, splitLine: { show: false } },
    tooltip: {
      backgroundColor: token.panel,
      borderColor: token.lineStrong,
      textStyle: { color: token.ink },
    },
    dataZoom: {
      borderColor: token.line,
      fillerColor: `${token.accent}33`,
      handleStyle: { color: token.panel, borderColor: token.accent },
      textStyle: { color: token.inkSoft },
    },
  }
}
