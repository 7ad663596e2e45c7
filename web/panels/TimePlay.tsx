import type { ReactNode } from 'react'
import { useSay } from '../i18n/index.ts'
import { formatNumber } from '../lib/format.ts'
import { useLang } from '../ui/surface.tsx'
import { type Playing, type PlaySetting, playSpeeds, playSteps, playWindows } from './playing.ts'
import styles from './TimeBrush.module.css'

/** The button that plays time, and the space that it takes its key from. */
export function PlayButton(props: { playing: boolean; onPress: () => void }): ReactNode {
  const say = useSay()
  const label = say(props.playing ? 'time.play.pause' : 'time.play.start')
  return (
    <button
      type="button"
      className={styles.play}
      aria-label={label}
      aria-keyshortcuts="Space"
      title={say('time.play.key', { action: label })}
      aria-pressed={props.playing}
      onClick={props.onPress}
    >
      <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
        <path
          d={props.playing ? 'M4 2.5h3v11H4zM9 2.5h3v11H9z' : 'M4 2.5l9 5.5-9 5.5z'}
          fill="currentColor"
        />
      </svg>
    </button>
  )
}

/** How time plays: days at once, step, speed, and single steps. */
export function PlayBar(props: {
  playing: Playing
  setting: PlaySetting
  onSetting: (setting: PlaySetting) => void
  /** what is to be known of what plays */
  note: string | undefined
}): ReactNode {
  const { playing, setting, onSetting } = props
  const say = useSay()
  const lang = useLang()
  const days = (n: number) => say('time.days', { count: n, n: formatNumber(n, lang) })
  return (
    <fieldset className={styles.playBar} aria-label={say('time.play.settings')}>
      {([-1, 1] as const).map((way) => {
        const label = say(way < 0 ? 'time.play.back' : 'time.play.on')
        return (
          <button
            key={way}
            type="button"
            className={styles.preset}
            aria-label={label}
            title={label}
            onClick={() => playing.step(way)}
          >
            <span aria-hidden="true">{way < 0 ? '‹' : '›'}</span>
          </button>
        )
      })}
      <label>
        {say('time.play.window')}
        <select
          value={setting.window ?? ''}
          onChange={({ target }) =>
            onSetting({ ...setting, window: target.value === '' ? null : Number(target.value) })
          }
        >
          <option value="">{say('time.play.window.same')}</option>
          {playWindows.map((n) => (
            <option key={n} value={n}>
              {days(n)}
            </option>
          ))}
        </select>
      </label>
      <label>
        {say('time.play.step')}
        <select
          value={setting.step}
          onChange={({ target }) => onSetting({ ...setting, step: target.value === 'week' ? 'week' : 'day' })}
        >
          {(Object.keys(playSteps) as (keyof typeof playSteps)[]).map((step) => (
            <option key={step} value={step}>
              {say(`time.play.step.${step}`)}
            </option>
          ))}
        </select>
      </label>
      <label>
        {say('time.play.speed')}
        <select
          value={setting.speed}
          onChange={({ target }) =>
            onSetting({
              ...setting,
              speed: playSpeeds.find((speed) => String(speed) === target.value) ?? setting.speed,
            })
          }
        >
          {playSpeeds.map((speed) => (
            <option key={speed} value={speed}>
              {say('time.play.speed.of', { n: formatNumber(speed, lang) })}
            </option>
          ))}
        </select>
      </label>
      {props.note && <span className={styles.note}>{props.note}</span>}
    </fieldset>
  )
}
