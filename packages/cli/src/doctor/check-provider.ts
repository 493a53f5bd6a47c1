import { boundedFetch } from '@oauth-tokens/core'
import { phrase } from '@oauth-tokens/core/phrase'
import type { CommandContext } from '../command.ts'
import { loadProvider } from '../config/load-provider.ts'
import type { ProviderSettings, Settings } from '../config/settings.ts'
import { loopbackRedirect } from '../login/loopback-redirect.ts'
import { type Finding, failedBy } from './finding.ts'

/** Milliseconds for an answer. */
const patience = 5_000

/** Milliseconds that clocks may be apart: a token is renewed at least a minute before its end. */
const tolerable = 60_000

/** Whether a provider's settings are whole, whether it answers, and how far our clock is from its own. */
export async function checkProvider(
  { now }: CommandContext,
  settings: Settings,
  provider: ProviderSettings,
): Promise<Finding> {
  const about = { provider: provider.id }
  let origin: string | undefined
  try {
    origin = (await loadProvider(settings, provider)).origin
  } catch (error) {
    return failedBy(error, 'provider', about)
  }
  if (origin === undefined) {
    return {
      area: 'provider',
      level: 'ok',
      ...about,
      detail: phrase`Its settings are complete; it names no address to try.`,
    }
  }
  try {
    const before = now()
    const answer = await boundedFetch(patience)(origin, { method: 'HEAD' })
    const offset = (before + now()) / 2 - Date.parse(answer.headers.get('date') ?? '')
    return { area: 'provider', ...about, ...clockFinding(origin, offset) }
  } catch (error) {
    return {
      area: 'provider',
      level: 'failed',
      ...about,
      detail: phrase`${origin} does not answer (${codeOf(error)}).`,
      advice: loopbackRedirect(origin)
        ? phrase`Start what listens there: for the sandbox, oauth-tokens sandbox --port ${new URL(origin).port}`
        : phrase`Check network, DNS, firewall and proxy (HTTPS_PROXY, NO_PROXY) of this machine.`,
      exit: 6,
    }
  }
}

function clockFinding(origin: string, offset: number): Pick<Finding, 'level' | 'detail' | 'advice'> {
  if (Number.isNaN(offset))
    return { level: 'ok', detail: phrase`${origin} answers, and does not tell its time.` }
  const seconds = Math.round(Math.abs(offset) / 1000)
  const behind = offset < 0
  if (Math.abs(offset) <= tolerable) {
    // Its header tells whole seconds.
    if (seconds <= 1) return { level: 'ok', detail: phrase`${origin} answers; the clocks agree.` }
    const detail = behind
      ? phrase`${origin} answers; the clock of this machine is ${seconds} s behind its own.`
      : phrase`${origin} answers; the clock of this machine is ${seconds} s ahead of its own.`
    return { level: 'ok', detail }
  }
  return {
    level: 'warning',
    detail: behind
      ? phrase`${origin} answers, but the clock of this machine is ${seconds} s behind its own: tokens are renewed too late.`
      : phrase`${origin} answers, but the clock of this machine is ${seconds} s ahead of its own: tokens are renewed too often.`,
    advice: phrase`Set the clock (timedatectl set-ntp true): expiries are counted by it.`,
  }
}

/** Of a foreign error nothing but its code is repeated. */
function codeOf(error: unknown): string {
  const { code, cause, name } = error as { code?: unknown; cause?: { code?: unknown }; name?: unknown }
  const found = [code, cause?.code, name].find((one) => typeof one === 'string' && /^\w{1,60}$/.test(one))
  return String(found ?? 'unknown')
}
