import type { ProviderAdapter } from '@oauth-tokens/core'
import { phrase } from '@oauth-tokens/core/phrase'
import type { CommandContext } from '../command.ts'
import { overSsh } from '../open-browser.ts'

/** What to do where the address is pasted because nobody listens for the browser. */
export function advisePasting({ output }: CommandContext, { redirectUri }: ProviderAdapter): void {
  output.note(
    phrase`After the consent the browser is sent to ${redirectUri ?? ''} with a code behind it. Whether or not a page appears, copy the whole address from the browser and paste it here.`,
  )
}

/** What to do where the browser may run on this machine, or on another one whose loopback is not ours. */
export function adviseEither(
  { output, env }: CommandContext,
  { id, device }: ProviderAdapter,
  { href, port }: URL,
): void {
  output.note(
    phrase`After the consent the browser goes to ${href}. If it runs on this machine, the login is finished by that.`,
  )
  output.note(
    phrase`If it runs on another machine, it shows an error there: copy the whole address of that page and paste it here.`,
  )
  if (overSsh(env)) {
    const tunnel = `ssh -L ${port || 80}:127.0.0.1:${port || 80} HOST`
    output.note(
      phrase`Or run "${tunnel}" on the other machine, with this one for HOST: then its browser comes back here by itself.`,
    )
  }
  if (device) output.note(phrase`Or without any of this: ${`oauth-tokens login ${id} --device`}`)
}
