import { KeyRole, PersonRole, type Scope, WallSceneKind } from '@grid/data/contract'
import { Button, Input, InputNumber, Select } from 'antd'
import { type FormEvent, useId, useState } from 'react'
import { asFailure } from '../api/index.ts'
import { useSay } from '../i18n/index.ts'
import styles from './Admissions.module.css'
import { ScopePicker } from './ScopePicker.tsx'

/** What is typed of somebody who may come in; a form shows the fields it is given. */
export interface Admission {
  name?: string
  role?: PersonRole
  scope: Scope
  scenes?: WallSceneKind[]
  days?: number
  password?: string
}

/**
 * The form of a person, a key or a display. `kind` says which roles there are; fields that `begin` lacks are not shown.
 * `onSave` rejects with what the server refuses, which is shown.
 */
export function AdmissionForm(props: {
  kind: 'user' | 'key' | 'display'
  begin: Admission
  passwordLabel?: string
  onSave: (admission: Admission) => Promise<unknown>
}) {
  const say = useSay()
  const id = useId()
  const [given, setGiven] = useState(props.begin)
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<string>()
  const put = (part: Partial<Admission>) => setGiven((before) => ({ ...before, ...part }))
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setRefused(undefined)
    try {
      await props.onSave(given)
    } catch (thrown) {
      const { problem } = asFailure(thrown)
      const named = problem?.errors
        ?.map(({ parameter, detail }) =>
          parameter === 'password' ? say('password.weak') : `${parameter}: ${detail}`,
        )
        .join('; ')
      setRefused(named ?? problem?.detail ?? say('state.failed.network'))
      setBusy(false)
    }
  }
  const roles: readonly PersonRole[] | readonly KeyRole[] =
    props.kind === 'key' ? KeyRole.options : PersonRole.options
  return (
    <form className={styles.form} onSubmit={submit}>
      {given.name !== undefined && (
        <>
          <label htmlFor={`${id}name`}>{say('admin.name')}</label>
          <Input
            id={`${id}name`}
            required
            maxLength={100}
            autoComplete="off"
            value={given.name}
            onChange={(event) => put({ name: event.target.value })}
          />
        </>
      )}
      {given.role !== undefined && (
        <>
          <label htmlFor={`${id}role`}>{say('admin.role')}</label>
          <Select
            id={`${id}role`}
            value={given.role}
            options={roles.map((role) => ({ value: role as PersonRole, label: say(`role.${role}`) }))}
            onChange={(role) => put({ role })}
          />
        </>
      )}
      <label htmlFor={`${id}scope`}>{say('admin.areas')}</label>
      <ScopePicker id={`${id}scope`} value={given.scope} onChange={(scope) => put({ scope })} />
      {given.scenes !== undefined && (
        <>
          <label htmlFor={`${id}scenes`}>{say('admin.scenes')}</label>
          <Select
            id={`${id}scenes`}
            mode="multiple"
            value={given.scenes}
            options={WallSceneKind.options.map((scene) => ({
              value: scene,
              label: say(`admin.scene.${scene}`),
            }))}
            onChange={(scenes) => put({ scenes })}
          />
        </>
      )}
      {given.days !== undefined && (
        <>
          <label htmlFor={`${id}days`}>{say('admin.days')}</label>
          <InputNumber
            id={`${id}days`}
            min={1}
            max={1095}
            value={given.days}
            onChange={(days) => put({ days: days ?? 1 })}
          />
        </>
      )}
      {given.password !== undefined && (
        <>
          <label htmlFor={`${id}password`}>{props.passwordLabel ?? say('admin.password')}</label>
          <Input.Password
            id={`${id}password`}
            autoComplete="new-password"
            value={given.password}
            onChange={(event) => put({ password: event.target.value })}
          />
          <p>{say('admin.password.rule')}</p>
        </>
      )}
      <p role="alert" className={styles.refused}>
        {refused}
      </p>
      <Button type="primary" htmlType="submit" loading={busy}>
        {say('admin.save')}
      </Button>
    </form>
  )
}
