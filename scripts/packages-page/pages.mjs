const english = {
  title: 'The packages',
  origin: 'Written by `npm run packages` from the build and the lock file; not edited.',
  columns: ['package', 'to download', 'installed', 'packages of others that come along'],
  note: `The command carries most of what it needs in its own files; \`dist/third-party-licenses.txt\` in the package has their licences in
full. Drivers of stores are loaded only where the store's URL asks for them. Binaries for one machine (libsql, the keyring) are not counted.`,
  licences: 'Licences',
  ours: 'Our own packages are under the MIT licence. What comes along:',
  licenceColumns: ['licence', 'packages'],
}

const vietnamese = {
  title: 'Các gói',
  origin: '`npm run packages` tạo trang này từ bản build và lock file; không sửa bằng tay.',
  columns: ['gói', 'tải về', 'sau khi cài', 'số gói của bên khác đi kèm'],
  note: `Lệnh mang sẵn phần lớn những gì nó cần trong các tệp của mình; toàn văn giấy phép nằm trong \`dist/third-party-licenses.txt\` của gói.
Driver của kho chỉ được nạp khi URL của kho cần đến. Không tính các tệp nhị phân riêng cho từng loại máy (libsql, keyring).`,
  licences: 'Giấy phép',
  ours: 'Các gói của dự án theo giấy phép MIT. Những gói đi kèm:',
  licenceColumns: ['giấy phép', 'các gói'],
}

/** The texts of the page, by the names of its files. */
export function pages(packages, licences) {
  return {
    'packages.md': page(english, packages, licences),
    'packages.vi.md': page(vietnamese, packages, licences),
  }
}

function page(words, packages, licences) {
  return `# ${words.title}

${words.origin}

${row(words.columns)}
| --- | --: | --: | --: |
${packages
  .map(({ name, size, unpackedSize, others }) =>
    row([`\`${name}\``, kilobytes(size), kilobytes(unpackedSize), others.length]),
  )
  .join('\n')}

${words.note}

## ${words.licences}

${words.ours}

${row(words.licenceColumns)}
| --- | --- |
${[...licences]
  .sort(([, one], [, other]) => other.size - one.size)
  .map(([licence, names]) =>
    row([
      licence,
      [...names]
        .sort()
        .map((name) => `\`${name}\``)
        .join(', '),
    ]),
  )
  .join('\n')}
`
}

function row(cells) {
  return `| ${cells.join(' | ')} |`
}

function kilobytes(bytes) {
  return `${Math.max(1, Math.round(bytes / 1000))} kB`
}
