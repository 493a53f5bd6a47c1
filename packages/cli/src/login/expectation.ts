/** What a login says about the account, in the manager's words. */
export function expectation({ account, name }: { account?: string; name?: string }): {
  account?: string
  accountName?: string
} {
  return { ...(account !== undefined && { account }), ...(name !== undefined && { accountName: name }) }
}
