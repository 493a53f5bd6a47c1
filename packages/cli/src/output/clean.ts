/** Text as it may be shown on a terminal: without control and formatting characters, on one line. */
export function clean(text: string): string {
  return text.replace(/\p{Cc}|\p{Cf}|\p{Zl}|\p{Zp}/gu, ' ')
}
