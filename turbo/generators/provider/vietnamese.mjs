/** The Vietnamese of what the new package says. */
export function vietnameseOf({ pascal, vendor, consents }) {
  const said = {
    [`It is on the page of your app at ${vendor}.`]: `Xem ở trang ứng dụng của bạn tại ${vendor}.`,
    [`It is on the page of your app at ${vendor}, beside the client id.`]: `Xem ở trang ứng dụng của bạn tại ${vendor}, bên cạnh client id.`,
    ...(!consents && {
      'It gives tokens to the app itself: nobody consents. Name the connection with --account.':
        'Token cấp cho chính ứng dụng, không ai phải cấp quyền. Hãy đặt tên kết nối bằng --account.',
    }),
  }
  const lines = Object.entries(said).map(([english, text]) => `  ${quoted(english)}: ${quoted(text)},`)
  return `/** ${vendor}. */
export const provider${pascal}: Readonly<Record<string, string>> = {
${lines.join('\n')}
}
`
}

function quoted(text) {
  return `'${text.replaceAll("'", "\\'")}'`
}
