/** What `export` says, and `import` of what it wrote. */
export const exporting: Readonly<Record<string, string>> = {
  'Write connections with their tokens, encrypted to a passphrase, for `import` elsewhere.':
    'Ghi các kết nối cùng token ra tệp mã hóa bằng mật khẩu, để `import` ở nơi khác.',
  'The passphrase is asked for twice, or read from OAUTH_TOKENS_PASSPHRASE or a file. Nothing is refreshed or spent. Where a refresh token works once, whoever refreshes first ends the other copy: --forget moves connections.':
    'Mật khẩu được hỏi hai lần, hoặc đọc từ OAUTH_TOKENS_PASSPHRASE hay một tệp. Không làm mới, không dùng mất token nào. Với refresh token chỉ dùng được một lần, bên nào làm mới trước thì bản bên kia hỏng: dùng --forget để chuyển hẳn.',
  'connection ids (default: all)': 'id các kết nối (mặc định: tất cả)',
  'not encrypted: one line of JSON for each connection': 'không mã hóa: mỗi kết nối một dòng JSON',
  'new file to write, for this user only (default: stdout)':
    'tệp mới để ghi, chỉ người dùng này đọc được (mặc định: stdout)',
  'passphrase, in the first line; - for stdin': 'tệp có mật khẩu ở dòng đầu; - là stdin',
  'delete them here once the file is on the disk': 'xóa khỏi đây sau khi tệp đã nằm trên đĩa',
  'passphrase of exports': 'mật khẩu của các bản xuất',
  '--plain and --passphrase-file do not go together: a plain export has no passphrase.':
    'Không dùng --plain cùng --passphrase-file: bản không mã hóa thì không có mật khẩu.',
  '--forget needs --output FILE: what goes through a pipe may never arrive, and would be lost.':
    '--forget cần --output FILE: thứ đi qua pipe có thể không đến nơi, và khi đó sẽ mất.',
  '--plain would show tokens on this screen. Send them to another program, or to a file by --output FILE.':
    '--plain sẽ để lộ token trên màn hình này. Hãy chuyển sang chương trình khác, hoặc ghi ra tệp bằng --output FILE.',
  'These connections make more than {0} MiB, which import would not read. Export them in parts, by their ids.':
    'Các kết nối này chiếm hơn {0} MiB, lệnh import sẽ không đọc. Hãy xuất từng phần theo id kết nối.',
  'There is no connection with tokens to export.': 'Không có kết nối nào có token để xuất.',
  '{0} is left out: it is {1}, and has no tokens here.': 'Bỏ qua {0}: trạng thái {1}, ở đây không có token.',
  '{0} is exported, but its owner must consent again before it can be refreshed.':
    '{0} vẫn được xuất, nhưng chủ tài khoản phải cấp quyền lại thì mới làm mới được.',
  '{0} is exported, but an answer to a refresh was lost: its refresh token may be spent already.':
    '{0} vẫn được xuất, nhưng đã mất câu trả lời của một lần làm mới: refresh token có thể đã dùng rồi.',
  'A passphrase is needed and there is no terminal to ask for it: give it by --passphrase-file FILE (or - for stdin), or by {0}.':
    'Cần mật khẩu mà không có terminal để hỏi: hãy đưa qua --passphrase-file FILE (hoặc - là stdin), hoặc {0}.',
  'Passphrase for the export': 'Mật khẩu cho bản xuất',
  'The same passphrase again': 'Nhập lại mật khẩu',
  'That is not the one before. Type it again, or begin anew with Ctrl-C.':
    'Không giống lần trước. Hãy nhập lại, hoặc bấm Ctrl-C để làm lại từ đầu.',
  'The passphrase has {0} characters: expected at least {1}. A few words in a row are easy to type.':
    'Mật khẩu có {0} ký tự: cần ít nhất {1}. Vài từ liền nhau là dễ gõ nhất.',
  '{0} has no passphrase in its first line.': 'Dòng đầu của {0} không có mật khẩu.',
  'Passphrase of {0}': 'Mật khẩu của {0}',
  'Wrong passphrase; try again.': 'Sai mật khẩu; hãy thử lại.',
  'Connections written to {0}: {1}.': 'Số kết nối đã ghi vào {0}: {1}.',
  'Forgotten here: {0}. That file is all there is of them: keep it until it is imported.':
    'Số kết nối đã xóa khỏi đây: {0}. Giờ chúng chỉ còn trong tệp đó: hãy giữ cho đến khi nhập xong.',
  '{0} does not open: the passphrase is wrong, or the file is damaged. Nothing was imported.':
    'Không mở được {0}: sai mật khẩu, hoặc tệp bị hỏng. Chưa nhập gì cả.',
  '{0} is not opened: it asks for another number of rounds than 1 to {1}, which no export does. Nothing was imported.':
    'Không mở {0}: tệp đòi số vòng nằm ngoài khoảng 1 đến {1}, không bản xuất nào như vậy. Chưa nhập gì cả.',
  '{0} is encrypted, but not as `oauth-tokens export` does it ({1} with {2}), or it is damaged. Nothing was imported.':
    '{0} được mã hóa, nhưng không theo cách của `oauth-tokens export` ({1} với {2}), hoặc đã bị hỏng. Chưa nhập gì cả.',
  'Refresh tokens of {0} work once, and now they are in two places: whoever refreshes first, here or there, ends the other copy. Use them in one place only; export --forget --output FILE moves them.':
    'Refresh token của {0} chỉ dùng được một lần, mà giờ chúng nằm ở hai nơi: bên nào làm mới trước thì bản bên kia hỏng. Chỉ nên dùng ở một nơi; export --forget --output FILE sẽ chuyển hẳn.',
  '{0} exists already and is not overwritten: choose another name.':
    '{0} đã có sẵn và không bị ghi đè: hãy chọn tên khác.',
}
