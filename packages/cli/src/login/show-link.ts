import type { CommandContext } from '../command.ts'

/** Prints the link on stderr, and opens it if wanted. The link is needed even with --quiet. */
export async function showLink(
  { output, openBrowser }: CommandContext,
  url: string,
  open: boolean,
): Promise<void> {
  if (!open) {
    output.note('Open this link in a browser and allow the app:')
    return output.say(url)
  }
  const opened = await openBrowser(url)
  output.note(
    opened ? 'The browser was sent to this link:' : 'No browser could be opened here. Open this link:',
  )
  output.say(url)
}
