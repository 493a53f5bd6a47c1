/** Encryption keys and what is sealed with them. */
export const coreKeys: Readonly<Record<string, string>> = {
  '{0} was encrypted with key {1}, which is not in the key ring (it has {2}). Add that key to OAUTH_TOKENS_KEY or encryptionKeys; nothing was changed.':
    '{0} được mã hóa bằng khóa {1}, nhưng khóa này không có trong bộ khóa (đang có {2}). Thêm khóa đó vào OAUTH_TOKENS_KEY hoặc encryptionKeys; chưa có gì bị thay đổi.',
  'its {0} is not what it was stored under': '{0} của nó không khớp với khi được lưu',
  'it does not authenticate': 'không xác thực được nội dung',
  'it is no JWE': 'không phải JWE',
  'The record of {0}': 'Bản ghi của {0}',
  'A login in progress': 'Một lần đăng nhập đang dở',
  '{0} cannot be read: {1}. Nothing was changed. Restore the store from a backup, or log in again.':
    '{0} không đọc được: {1}. Chưa có gì bị thay đổi. Khôi phục kho từ bản sao lưu, hoặc đăng nhập lại.',
  'The store holds connections, but its key file {0} is missing. Restore that file, or give the key as OAUTH_TOKENS_KEY. Nothing was changed.':
    'Kho đang có kết nối, nhưng tệp khóa {0} của nó không còn. Khôi phục tệp đó, hoặc đưa khóa vào OAUTH_TOKENS_KEY. Chưa có gì bị thay đổi.',
  'it vanished': 'tệp đã biến mất',
  'it cannot be made ({0})': 'không tạo được tệp ({0})',
  'it cannot be read ({0})': 'không đọc được tệp ({0})',
  'The key file {0} holds no key (43 base64url characters). Restore it from a backup: a new key could not open what the old one sealed. Nothing was changed.':
    'Tệp khóa {0} không chứa khóa (43 ký tự base64url). Khôi phục tệp từ bản sao lưu: khóa mới không mở được những gì khóa cũ đã mã hóa. Chưa có gì bị thay đổi.',
  'The key file {0} is not usable: {1}. Give this user access to its folder, or set OAUTH_TOKENS_KEY.':
    'Không dùng được tệp khóa {0}: {1}. Cấp cho người dùng này quyền vào thư mục chứa tệp, hoặc đặt OAUTH_TOKENS_KEY.',
  'No encryption key was given. {0}': 'Chưa có khóa mã hóa nào. {0}',
  'Make one with `oauth-tokens keys generate` and give it as OAUTH_TOKENS_KEY or encryptionKeys.':
    'Tạo khóa bằng `oauth-tokens keys generate` rồi đưa vào OAUTH_TOKENS_KEY hoặc encryptionKeys.',
  'Encryption key {0} is not usable: expected 32 bytes as 43 base64url characters, received {1} characters. {2}':
    'Khóa mã hóa thứ {0} không dùng được: cần 32 byte viết thành 43 ký tự base64url, nhưng nhận được {1} ký tự. {2}',
  'The store {0} needs encryptionKeys, the same in every process. Make a key with `oauth-tokens keys generate` and give it as OAUTH_TOKENS_KEY.':
    'Kho {0} cần encryptionKeys, giống nhau ở mọi tiến trình. Tạo khóa bằng `oauth-tokens keys generate` rồi đưa vào OAUTH_TOKENS_KEY.',
  '{0} kept changing while it was sealed anew. Run it again.':
    '{0} liên tục thay đổi trong lúc mã hóa lại. Hãy chạy lại.',
  '{0} could not be sealed anew: an unexpected {1}.': 'Không mã hóa lại được {0}: {1} ngoài dự kiến.',
  'it has no facts': 'không có phần facts',
  'it has no sealed part': 'không có phần mã hóa',
  'it belongs to another connection': 'nó thuộc kết nối khác',
  'it is not JSON': 'không phải JSON',
  'it is not of format 1': 'không ở định dạng 1',
  'its facts are incomplete': 'phần facts không đầy đủ',
  'A tokens record in the store cannot be read: {0}. Nothing was changed. Restore the store from a backup, or forget that connection and log in again.':
    'Không đọc được một bản ghi token trong kho: {0}. Chưa có gì bị thay đổi. Hãy khôi phục kho từ bản sao lưu, hoặc xóa kết nối đó khỏi đây rồi đăng nhập lại.',
  'The tokens record of {0} in the store cannot be read: {1}. Nothing was changed. Restore the store from a backup, or run `oauth-tokens forget {2}` and log in again.':
    'Không đọc được bản ghi token của {0} trong kho: {1}. Chưa có gì bị thay đổi. Hãy khôi phục kho từ bản sao lưu, hoặc chạy `oauth-tokens forget {2}` rồi đăng nhập lại.',
}
