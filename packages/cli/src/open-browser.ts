/** Opens the user's browser; false where there is none. */
export async function openBrowser(
  url: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<boolean> {
  // Without a display xdg-open would start a text browser in the middle of our own output.
  const display = env.DISPLAY || env.WAYLAND_DISPLAY || env.WSL_DISTRO_NAME
  if (process.platform === 'linux' && !display) return false
  try {
    const { default: open } = await import('open')
    await open(url)
    return true
  } catch {
    return false
  }
}
