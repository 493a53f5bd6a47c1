import { machine, peerVersions } from './machine.mjs'
import { table } from './markdown.mjs'

/** All sections of one run → RESULTS.md. */
export function report(sections, minutes) {
  const intro = [
    '# Results of `npm run bench`',
    'Written by the bench itself; not edited. oauth-tokens beside its peers in one run: machines are noisy, so that the ratios are the result, ' +
      'and times only of this machine. A goal that was missed says so.',
    `Measured on ${new Date().toISOString().slice(0, 10)}, in ${Math.ceil(minutes)} minutes, on ${machine()}.`,
    'Each peer is used as its documentation says; where that left a choice, the comment at the top of its file in `peers/` tells which one was taken.',
    table(['package', 'version'], peerVersions()),
  ]
  return `${[...intro, ...sections].join('\n\n')}\n`
}
