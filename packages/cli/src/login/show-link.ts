import { phrase } from '@oauth-tokens/core/phrase'
import type { CommandContext } from '../command.ts'
import { clean } from '../output/clean.ts'

/** Prints the link on stderr, also with --quiet, and opens it if wanted. Returns whether it was opened. */
export async function showLink(
  { output, openBrowser }: CommandContext,
  url: string,
  open: boolean,
): Promise<boolean> {
  const opened = open && (await openBrowser(url))
  output.note(
    opened
      ? phrase`The browser was sent to this link. Allow the app there; if no browser comes up, open it yourself:`
      : phrase`Open this link in a browser and allow the app:`,
  )
  output.raw(clean(url))
  return opened
}
