const choices = {
  grants: [
    { value: 'code-pkce', name: 'authorization code with PKCE (S256)' },
    { value: 'code', name: 'authorization code' },
    { value: 'client', name: 'client credentials: tokens of the app itself, nobody consents' },
  ],
  auth: [
    { value: 'post', name: 'client_id and client_secret in the form' },
    { value: 'basic', name: 'Authorization: Basic' },
    { value: 'header', name: 'the secret in a header of its own' },
  ],
  refresh: [
    { value: 'single-use', name: 'a refresh spends the refresh token (also when nobody knows)' },
    { value: 'reusable', name: 'the refresh token stays' },
  ],
  errors: [
    { value: 'status', name: '{error} under HTTP 400 or 401' },
    { value: 'body', name: '{code, message} under HTTP 200' },
  ],
  lifetime: [
    { value: 'seconds', name: 'seconds' },
    { value: 'milliseconds', name: 'milliseconds' },
    { value: 'instant', name: 'the instant of the end, in seconds of the epoch' },
  ],
}

const checkName = (name) =>
  /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name) ||
  'Expected small letters and digits, such as acme or acme-shop.'

const checkVendor = (vendor) =>
  /^[\p{L}\p{N}][\p{L}\p{N} .&+-]*$/u.test(vendor) || 'Expected letters, digits, blanks and . & + -'

/** What the generator asks, in the order of `--args`. */
const questions = [
  { type: 'input', name: 'name', message: 'Name, as in connection ids (acme-shop)', validate: checkName },
  {
    type: 'input',
    name: 'vendor',
    message: 'Name for people',
    default: ({ name }) => titleOf(name),
    validate: checkVendor,
  },
  { type: 'list', name: 'grants', message: 'How does an app get tokens?', choices: choices.grants },
  { type: 'list', name: 'auth', message: 'How does it prove who it is?', choices: choices.auth },
  { type: 'list', name: 'refresh', message: 'Refresh tokens', choices: choices.refresh },
  { type: 'list', name: 'errors', message: 'Refusals', choices: choices.errors },
  { type: 'list', name: 'lifetime', message: 'expires_in is told in', choices: choices.lifetime },
]

/** `acme-shop` for people: Acme Shop. */
function titleOf(name) {
  return name.split('-').map(capitalized).join(' ')
}

function capitalized(word) {
  return word.charAt(0).toUpperCase() + word.slice(1)
}

/** What templates need to know. @throws Error for an answer that is none of the choices: `--args` are not checked */
function answersOf(given) {
  const { name, vendor } = given
  const problem = checkName(name)
  if (problem !== true) throw new Error(`The name "${name}" cannot be used. ${problem}`)
  if (checkVendor(vendor) !== true) throw new Error(`"${vendor}" cannot be used. ${checkVendor(vendor)}`)
  for (const [question, known] of Object.entries(choices)) {
    const values = known.map(({ value }) => value)
    if (!values.includes(given[question]))
      throw new Error(`${question} is "${given[question]}": expected one of ${values.join(', ')}.`)
  }
  const is = Object.fromEntries(
    Object.keys(choices).flatMap((question) =>
      choices[question].map(({ value }) => [
        `${question}${value.split('-').map(capitalized).join('')}`,
        given[question] === value,
      ]),
    ),
  )
  const camel = name.replace(/-(.)/g, (_, letter) => letter.toUpperCase())
  return {
    name,
    vendor,
    camel,
    pascal: capitalized(camel),
    prefix: name.toUpperCase().replaceAll('-', '_'),
    ...is,
    consents: !is.grantsClient,
    // What the standard's words cannot say needs a reader of its own.
    ownAnswers: is.errorsBody || !is.lifetimeSeconds,
  }
}

module.exports = { answersOf, choices, questions, titleOf }
