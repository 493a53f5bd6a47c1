/** What a check of the store finds. */
export const coreStoreCheck: Readonly<Record<string, string>> = {
  'The store {0} answers.': 'Kho {0} có trả lời.',
  'Nothing of this test is left in the store.': 'Không còn gì của lần kiểm tra này trong kho.',
  'Of this test is left: {0}. It is shown to nobody, and does no harm.':
    'Lần kiểm tra này để lại: {0}. Không ai thấy những thứ đó, và chúng vô hại.',
  'Give this user the right to delete what it wrote.': 'Cấp cho người dùng này quyền xóa những gì nó đã ghi.',
  'The store failed with an unexpected {0}.': 'Kho gặp lỗi {0} ngoài dự kiến.',
  'Set right what keeps the store from answering, then check again.':
    'Khắc phục nguyên nhân khiến kho không trả lời, rồi kiểm tra lại.',
  'Not tried: a store that was given as an object cannot be made to fail here. storeContract of @oauth-tokens/core/testing tries it.':
    'Chưa thử: không thể làm cho một kho được đưa vào dưới dạng đối tượng gặp lỗi ở đây. Dùng storeContract của @oauth-tokens/core/testing để thử.',
  'On a connection that was closed, {0} answered that nothing is there, or failed without saying why.':
    'Trên một kết nối đã đóng, {0} trả lời là không có gì, hoặc lỗi mà không nói lý do.',
  'A cache or client that swallows errors stands before the store. Connect without it, or let it throw (throwOnErrors).':
    'Có cache hoặc client nuốt lỗi đứng trước kho. Hãy kết nối trực tiếp, hoặc cho nó ném lỗi (throwOnErrors).',
  'Everything that is asked on a connection that was closed fails, and nothing is told to be absent.':
    'Mọi lệnh trên một kết nối đã đóng đều báo lỗi, và không thứ gì bị coi là không có.',
  'The store is atomic: any number of processes may use it.':
    'Kho có thao tác nguyên tử: bao nhiêu tiến trình dùng cũng được.',
  'The store is best-effort: it keeps the callers of one process apart, and not two processes.':
    'Kho chỉ ở mức best-effort: tách được các lệnh gọi trong một tiến trình, không tách được hai tiến trình.',
  'Use it from one process only, with reusable refresh tokens (single-use ones are refused unless allowBestEffort is set). For more, use redis://, postgres:// or file:.':
    'Chỉ dùng từ một tiến trình, với refresh token dùng lại được (loại dùng một lần bị từ chối trừ khi đặt allowBestEffort). Cần nhiều tiến trình thì dùng redis://, postgres:// hoặc file:.',
  'The store is gone with this process, and every token with it.':
    'Kho mất khi tiến trình này kết thúc, và mọi token cũng mất theo.',
  'For tokens that are to outlive it use file:, redis:// or postgres://.':
    'Muốn giữ token lâu hơn, hãy dùng file:, redis:// hoặc postgres://.',
  'What the store acknowledged outlives this process; no setting that endangers it was seen.':
    'Những gì kho đã nhận vẫn còn sau khi tiến trình này kết thúc; không thấy cài đặt nào gây nguy hiểm.',
  'The store goes by a clock of this machine: there is nothing to compare.':
    'Kho dùng đồng hồ của máy này: không có gì để so.',
  'The clock of this machine is {0} s behind that of the store.':
    'Đồng hồ máy này chậm hơn đồng hồ của kho {0} giây.',
  'The clock of this machine is {0} s ahead of that of the store.':
    'Đồng hồ máy này nhanh hơn đồng hồ của kho {0} giây.',
  'The clock of this machine is {0} s behind that of the store: tokens are renewed too late, or too often.':
    'Đồng hồ máy này chậm hơn đồng hồ của kho {0} giây: token được làm mới quá muộn, hoặc quá thường xuyên.',
  'The clock of this machine is {0} s ahead of that of the store: tokens are renewed too late, or too often.':
    'Đồng hồ máy này nhanh hơn đồng hồ của kho {0} giây: token được làm mới quá muộn, hoặc quá thường xuyên.',
  'Set both clocks right (NTP): expiries are judged by that of this machine.':
    'Chỉnh đúng cả hai đồng hồ (NTP): hạn dùng được tính theo đồng hồ máy này.',
  'A read takes {0} ms, a save {1} ms (medians of {2}).':
    'Một lần đọc mất {0} ms, một lần lưu {1} ms (trung vị của {2} lần).',
  'Two processes can spend one refresh token here. Use redis://, postgres:// or file:; for a store of your own, storeContract of @oauth-tokens/core/testing names what to correct.':
    'Hai tiến trình có thể cùng dùng một refresh token ở đây. Hãy dùng redis://, postgres:// hoặc file:; với kho tự viết, storeContract của @oauth-tokens/core/testing chỉ ra chỗ cần sửa.',
  'Of {0} who asked at once for the lease {1} got it.':
    'Có {0} bên cùng xin lượt giữ một lúc và {1} bên được.',
  'A lease that is held was given to another.': 'Một lượt giữ đang có chủ lại được trao cho bên khác.',
  'A lower fence released the lease of another.': 'Một fence thấp hơn đã nhả lượt giữ của bên khác.',
  'A lower fence extended the lease of another.': 'Một fence thấp hơn đã gia hạn lượt giữ của bên khác.',
  'A lower fence recorded an intent.': 'Một fence thấp hơn đã ghi được ý định.',
  'The holder could not extend its lease.': 'Bên đang giữ không gia hạn được lượt giữ của mình.',
  'An intent was taken for tokens that are not stored.':
    'Kho nhận một ý định cho bộ token không có trong kho.',
  'The holder could not record its intent.': 'Bên đang giữ không ghi được ý định của mình.',
  'The lease was given away while its holder was spending.':
    'Lượt giữ bị trao đi trong lúc bên giữ đang dùng refresh token.',
  'The holder could not withdraw its intent.': 'Bên đang giữ không rút lại được ý định của mình.',
  'The holder could not release its lease.': 'Bên đang giữ không nhả được lượt giữ của mình.',
  'A lease that was released could not be taken, or its fence did not rise.':
    'Không lấy được một lượt giữ đã nhả, hoặc fence của nó không tăng.',
  'A lease past its deadline could not be taken.': 'Không lấy được một lượt giữ đã quá hạn.',
  'A holder that was overtaken released the lease of another.':
    'Một bên đã bị vượt qua lại nhả được lượt giữ của bên khác.',
  'The lease has one holder at a time, of a crowd too; a lower fence changes nothing, and a deadline frees it.':
    'Mỗi lúc chỉ một bên có lượt giữ, kể cả khi đông; fence thấp hơn không thay đổi được gì, và quá hạn thì lượt giữ được nhả.',
  'A stolen callback could be used a second time here. Use redis://, postgres:// or file:, or a Keyv whose backing store answers truly what it deleted.':
    'Một callback bị lấy cắp có thể được dùng lần thứ hai ở đây. Hãy dùng redis://, postgres:// hoặc file:, hoặc một Keyv có kho nền trả lời đúng những gì nó đã xóa.',
  'Of {0} who took one login in progress at once {1} got it.':
    'Có {0} bên cùng lấy một lần đăng nhập đang dở và {1} bên lấy được.',
  'A login in progress that was taken could be taken again.':
    'Một lần đăng nhập đang dở đã được lấy vẫn lấy lại được.',
  'A login in progress could be taken after its time.':
    'Một lần đăng nhập đang dở vẫn lấy được sau khi hết hạn.',
  'A login in progress is given to one of {0} who ask at once, and to nobody after its time.':
    'Một lần đăng nhập đang dở chỉ được trao cho một trong {0} bên cùng hỏi, và hết hạn thì không trao cho ai.',
  'in this process': 'trong tiến trình này',
  'to another connection of the store': 'tới một kết nối khác của kho',
  'A change is told {0} after {1} ms.': 'Một thay đổi được báo {0} sau {1} ms.',
  'not within {0} s': 'nhưng không có gì trong {0} giây',
  'after {0} ms only': 'nhưng phải sau {0} ms',
  'A change was told {0} {1}.': 'Một thay đổi được báo {0} {1}.',
  'Other processes go on with a token that is dead. Let publish and subscribe (Redis) or LISTEN and NOTIFY (PostgreSQL) through: a pooler in transaction mode swallows them.':
    'Các tiến trình khác tiếp tục dùng token đã chết. Hãy cho publish và subscribe (Redis) hoặc LISTEN và NOTIFY (PostgreSQL) đi qua: pooler ở chế độ transaction sẽ nuốt chúng.',
  'Give the store a place that keeps values of any length as they are, and that no cache or other program stands before.':
    'Hãy cho kho một nơi giữ nguyên giá trị dài bất kỳ, không có cache hay chương trình khác đứng trước.',
  'nothing was there': 'không có gì ở đó',
  '{0} of {1} characters came': 'chỉ đọc được {0} trong {1} ký tự',
  'A {0} was written, and read again it was not the same: {1}.':
    'Đã ghi {0}, nhưng khi đọc lại thì không giống: {1}.',
  'A first record was refused, although nothing was there.':
    'Bản ghi đầu tiên bị từ chối, dù chưa có gì ở đó.',
  record: 'bản ghi',
  note: 'ghi chú',
  history: 'lịch sử',
  'login in progress': 'lần đăng nhập đang dở',
  'Records, notes, histories and logins in progress are read as they were written.':
    'Bản ghi, ghi chú, lịch sử và lần đăng nhập đang dở được đọc lại đúng như đã ghi.',
  'Two processes can overwrite each other here. Use redis://, postgres:// or file:, without a proxy or cache that answers for them; for a store of your own, storeContract of @oauth-tokens/core/testing names what to correct.':
    'Hai tiến trình có thể ghi đè lên nhau ở đây. Hãy dùng redis://, postgres:// hoặc file:, không có proxy hay cache trả lời thay; với kho tự viết, storeContract của @oauth-tokens/core/testing chỉ ra chỗ cần sửa.',
  'A save that was refused changed the record.': 'Một lần lưu bị từ chối vẫn làm thay đổi bản ghi.',
  'A first record was refused.': 'Bản ghi đầu tiên bị từ chối.',
  'A first record was written over one that was there.': 'Bản ghi đầu tiên ghi đè lên bản ghi đã có.',
  'A record was written over another than the one it was made from.':
    'Một bản ghi ghi đè lên bản khác với bản mà nó được tạo từ đó.',
  'A record was refused, although what it was made from was there.':
    'Một bản ghi bị từ chối, dù bản mà nó được tạo từ đó vẫn còn.',
  'Of {0} saves at once on the same record {1} were accepted.':
    'Trong {0} lần lưu cùng lúc trên một bản ghi, {1} lần được nhận.',
  'A note was written over another than the one it was made from.':
    'Một ghi chú ghi đè lên bản khác với bản mà nó được tạo từ đó.',
  'A note that was refused was written.': 'Một ghi chú bị từ chối vẫn được ghi.',
  'Saves on a record that has changed are refused, and of {0} at once one is accepted.':
    'Lưu lên bản ghi đã thay đổi thì bị từ chối, và trong {0} lần lưu cùng lúc chỉ một lần được nhận.',
}
