/** Stores: their settings, and what may lose data. */
export const coreStore: Readonly<Record<string, string>> = {
  'The driver of the store {0} was not loaded within {1} s. The store was not asked: this machine is too busy, or its disk too slow. Try again.':
    'Driver của kho {0} không tải xong trong {1} giây. Chưa hỏi gì tới kho: máy này quá bận, hoặc ổ đĩa quá chậm. Hãy thử lại.',
  'The store {0} did not answer within {1} s. Check that it runs.':
    'Kho {0} không trả lời trong {1} giây. Kiểm tra xem nó có đang chạy không.',
  'The store {0} failed ({1}). Check it, then try again.': 'Kho {0} gặp lỗi ({1}). Kiểm tra kho rồi thử lại.',
  'The token store {0} was closed. Open another one.': 'Kho token {0} đã đóng. Hãy mở kho khác.',
  'The lease record of {0} is damaged: expected JSON with state and fence. Restore the store from a backup, or run `oauth-tokens forget {1}` and log in again.':
    'Bản ghi lượt giữ của {0} bị hỏng: cần JSON có state và fence. Hãy khôi phục kho từ bản sao lưu, hoặc chạy `oauth-tokens forget {1}` rồi đăng nhập lại.',
  'The file system of {0} has no hard links. The embedded store needs a local file system (ext4, xfs, btrfs, APFS): choose a folder on one.':
    'Hệ thống tệp của {0} không có hard link. Kho nhúng cần hệ thống tệp cục bộ (ext4, xfs, btrfs, APFS): hãy chọn thư mục trên đó.',
  'Text for the store holds a NUL character or half a surrogate pair; remove it.':
    'Văn bản đưa vào kho có ký tự NUL hoặc nửa cặp surrogate; hãy bỏ đi.',
  'The embedded store (file:) needs the package libsql, which could not be loaded. Install it: npm install libsql@0.5.29':
    'Kho nhúng (file:) cần gói libsql, nhưng không tải được. Cài đặt: npm install libsql@0.5.29',
  '{0} is missing, but its write-ahead log is there. Restore {1} beside it; or, to start with an empty store, move {2}-wal away.':
    'Không thấy {0}, nhưng write-ahead log của nó vẫn còn. Khôi phục {1} vào cạnh đó; hoặc, để bắt đầu với kho trống, chuyển {2}-wal đi nơi khác.',
  '{0} is empty, which a token database never is. Restore it from a backup; or, to start with an empty store, move it away.':
    '{0} trống rỗng, cơ sở dữ liệu token không bao giờ như vậy. Khôi phục từ bản sao lưu; hoặc, để bắt đầu với kho trống, chuyển nó đi nơi khác.',
  '{0} is a database of another program (application id {1}, expected {2}). Nothing was changed: choose another folder for the store.':
    '{0} là cơ sở dữ liệu của chương trình khác (application id {1}, cần {2}). Chưa có gì bị thay đổi: hãy chọn thư mục khác cho kho.',
  '{0} was written by a newer version (schema {1}; this one knows {2}). Nothing was changed: update this program.':
    '{0} do phiên bản mới hơn ghi (schema {1}; phiên bản này chỉ biết {2}). Chưa có gì bị thay đổi: hãy cập nhật chương trình này.',
  '{0} is damaged: schema {1} with {2} of 3 tables. Restore it from a backup.':
    '{0} bị hỏng: schema {1} và chỉ có {2} trong 3 bảng. Khôi phục từ bản sao lưu.',
  'The token store {0} {1} ({2}).': 'Kho token {0} {1} ({2}).',
  'The Keyv store was closed. Open another one.': 'Kho Keyv đã đóng. Hãy mở kho khác.',
  'Text for the store holds half a surrogate pair; remove it.':
    'Văn bản đưa vào kho có nửa cặp surrogate; hãy bỏ đi.',
  'The Keyv store did not answer within {0} ms. Check its backing store.':
    'Kho Keyv không trả lời trong {0} ms. Kiểm tra kho nền của nó.',
  'The Keyv store failed ({0}). Check its backing store.': 'Kho Keyv gặp lỗi ({0}). Kiểm tra kho nền của nó.',
  'This Keyv answers "not there" when its backing store fails. Pass an instance of keyv 5.6, which can throw instead (keyv 6 cannot): npm install keyv@5.6.0':
    'Keyv này trả lời "không có" khi kho nền của nó gặp lỗi. Hãy đưa vào một đối tượng keyv 5.6, bản có thể ném lỗi (keyv 6 thì không): npm install keyv@5.6.0',
  'The Keyv store did not write {0}, and did not say why.': 'Kho Keyv không ghi {0} và không nói lý do.',
  'The Keyv store did not remove {0}, and did not say why.': 'Kho Keyv không xóa {0} và không nói lý do.',
  'The record {0} in the Keyv store is not what was written there. Is the store shared with another program? Restore it, or remove that key.':
    'Bản ghi {0} trong kho Keyv không phải thứ đã ghi vào đó. Kho có dùng chung với chương trình khác không? Hãy khôi phục nó, hoặc xóa khóa đó.',
  'Check its backing store.': 'Kiểm tra kho nền của nó.',
  'Expected file:DIR (such as file:./.oauth-tokens), redis://HOST, rediss://HOST, postgres://HOST/DATABASE or memory:, a Keyv instance, or a TokenStore.':
    'Cần file:DIR (như file:./.oauth-tokens), redis://HOST, rediss://HOST, postgres://HOST/DATABASE hoặc memory:, một đối tượng Keyv, hoặc một TokenStore.',
  'The store is neither a URL nor an object that can store tokens.':
    'Kho không phải URL, cũng không phải đối tượng lưu được token.',
  'The store URL has no scheme.': 'Store URL không có phần scheme.',
  'There is no store for {0}:.': 'Không có kho cho {0}:.',
  'The store URL file: names no folder.': 'Store URL file: không ghi thư mục nào.',
  'The store URL begins with file:~, which only a shell expands. Write the whole path, as in file:/home/me/tokens.':
    'Store URL bắt đầu bằng file:~, thứ chỉ shell mới hiểu. Hãy viết đủ đường dẫn, như file:/home/me/tokens.',
  'The store URL file://… must be file:///DIR, a path from the root, on this machine. For a relative one write file:./DIR.':
    'Store URL file://… phải có dạng file:///DIR, đường dẫn tính từ gốc, trên máy này. Với đường dẫn tương đối hãy viết file:./DIR.',
  'Expected postgres://USER:PASSWORD@HOST:5432/DATABASE.': 'Cần postgres://USER:PASSWORD@HOST:5432/DATABASE.',
  '{0} cannot be the schema of the store. Expected up to 63 letters, digits and _, not beginning with a digit or pg_.':
    '{0} không thể làm schema của kho. Cần tối đa 63 ký tự gồm chữ cái, chữ số và _, không bắt đầu bằng chữ số hay pg_.',
  'The timeout of the store is {0}. Expected milliseconds, more than 0.':
    'timeout của kho là {0}. Cần số mili giây lớn hơn 0.',
  'The URL of the PostgreSQL store cannot be read.': 'Không đọc được URL của kho PostgreSQL.',
  'Write special characters of the password in %XX form.':
    'Viết các ký tự đặc biệt của mật khẩu theo dạng %XX.',
  'The URL of the PostgreSQL store begins with {0}.': 'URL của kho PostgreSQL bắt đầu bằng {0}.',
  'The record of {0} vanishes as soon as it is written. Look for a program that deletes rows from the store.':
    'Bản ghi của {0} biến mất ngay sau khi ghi. Hãy tìm chương trình đang xóa dòng trong kho.',
  'The PostgreSQL store (postgres:) needs the package pg, which could not be loaded. Install it: npm install pg@8.23.1':
    'Kho PostgreSQL (postgres:) cần gói pg, nhưng không tải được. Cài đặt: npm install pg@8.23.1',
  'The token store {0} runs on PostgreSQL {1}. Expected 13 or newer.':
    'Kho token {0} chạy PostgreSQL {1}. Cần bản 13 trở lên.',
  'The token store {0} was written by a newer version (schema {1}; this one knows {2}). Nothing was changed: update this program.':
    'Kho token {0} do phiên bản mới hơn ghi (schema {1}; phiên bản này chỉ biết {2}). Chưa có gì bị thay đổi: hãy cập nhật chương trình này.',
  'The token store {0} was written by an older version (schema {1}; this one knows {2}). Nothing was changed: use the version of this program that wrote it.':
    'Kho token {0} do phiên bản cũ hơn ghi (schema {1}; phiên bản này chỉ biết {2}). Chưa có gì bị thay đổi: hãy dùng phiên bản của chương trình này đã ghi nó.',
  'The schema {0} of {1} holds tables of another program ({2}). Nothing was changed: choose another schema for the store.':
    'Schema {0} của {1} chứa bảng của chương trình khác ({2}). Chưa có gì bị thay đổi: hãy chọn schema khác cho kho.',
  'PostgreSQL does not wait for its disk (fsync off): a crash may lose refresh tokens, or the database.':
    'PostgreSQL không chờ ổ đĩa (fsync off): khi sập có thể mất refresh token, hoặc cả cơ sở dữ liệu.',
  'Set fsync on.': 'Đặt fsync on.',
  'PostgreSQL writes pages that a crash may tear (full_page_writes off): refresh tokens may be lost.':
    'PostgreSQL ghi các trang có thể bị rách khi sập (full_page_writes off): có thể mất refresh token.',
  'Set full_page_writes on.': 'Đặt full_page_writes on.',
  'The Redis record of {0} is damaged: expected a hash with state and fence. Is its key used by another program? Restore it from a backup, or run `oauth-tokens forget {1}` and log in again.':
    'Bản ghi Redis của {0} bị hỏng: cần một hash có state và fence. Key của nó có bị chương trình khác dùng không? Hãy khôi phục từ bản sao lưu, hoặc chạy `oauth-tokens forget {1}` rồi đăng nhập lại.',
  'The Redis store (redis:, rediss:) needs the package @keyv/redis, which could not be loaded. Install it: npm install @keyv/redis@5.1.6':
    'Kho Redis (redis:, rediss:) cần gói @keyv/redis, nhưng không tải được. Cài đặt: npm install @keyv/redis@5.1.6',
  'cannot be understood': 'không hiểu được',
  'names no host': 'không ghi host',
  'does not end with the number of a database': 'không kết thúc bằng số của cơ sở dữ liệu',
  'The Redis URL {0}. Expected redis://[user:password@]host[:port][/database], or rediss:// for TLS, with special characters of the password percent-encoded.':
    'URL Redis {0}. Cần redis://[user:password@]host[:port][/database], hoặc rediss:// cho TLS, ký tự đặc biệt của mật khẩu viết theo dạng %XX.',
  'Redis does not tell this user its settings.': 'Redis không cho người dùng này biết cài đặt của nó.',
  'Check that appendonly is yes and maxmemory-policy noeviction.':
    'Kiểm tra appendonly phải là yes và maxmemory-policy phải là noeviction.',
  'Redis does not say whether it keeps an append-only file: a restart may lose refresh tokens, all that were saved since the last snapshot.':
    'Redis không cho biết có giữ tệp append-only hay không: khởi động lại có thể mất refresh token, tất cả những gì lưu sau lần snapshot cuối.',
  'Redis keeps no append-only file: a restart may lose refresh tokens, all that were saved since the last snapshot.':
    'Redis không giữ tệp append-only: khởi động lại có thể mất refresh token, tất cả những gì lưu sau lần snapshot cuối.',
  'Set appendonly yes.': 'Đặt appendonly yes.',
  'Redis leaves it to the system when its append-only file reaches the disk (appendfsync no): a power cut may lose refresh tokens of half a minute.':
    'Redis để hệ điều hành quyết định khi nào tệp append-only được ghi xuống đĩa (appendfsync no): mất điện có thể mất refresh token của nửa phút.',
  'Set appendfsync everysec, or always to lose nothing at all.':
    'Đặt appendfsync everysec, hoặc always để không mất gì.',
  'Redis could not write its append-only file the last time.':
    'Lần gần nhất Redis không ghi được tệp append-only.',
  'Look into its log and free some space.': 'Hãy xem log của nó và giải phóng dung lượng.',
  'Redis may drop refresh tokens when memory is short (maxmemory-policy {0}).':
    'Redis có thể bỏ refresh token khi thiếu bộ nhớ (maxmemory-policy {0}).',
  'Set maxmemory-policy noeviction.': 'Đặt maxmemory-policy noeviction.',
  'Redis acknowledges before any replica has the data: a failover may lose the refresh tokens that were saved last.':
    'Redis xác nhận trước khi có bản sao nào nhận dữ liệu: chuyển đổi dự phòng có thể mất những refresh token lưu sau cùng.',
  'Set min-replicas-to-write 1 and min-replicas-max-lag 10.':
    'Đặt min-replicas-to-write 1 và min-replicas-max-lag 10.',
  'The Redis store {0} was closed. Open another one.': 'Kho Redis {0} đã đóng. Hãy mở kho khác.',
  'The namespace {0} cannot begin Redis keys: use letters, digits and . _ : - only.':
    'Namespace {0} không thể đứng đầu key của Redis: chỉ dùng chữ cái, chữ số và . _ : -',
}
