/** Lazada. */
export const providerLazada: Readonly<Record<string, string>> = {
  'It is the App Key, on the page of your app at open.lazada.com.':
    'Đó là App Key, ở trang ứng dụng của bạn tại open.lazada.com.',
  'It is the App Secret, on the page of your app at open.lazada.com. It is never sent: requests are signed with it.':
    'Đó là App Secret, ở trang ứng dụng của bạn tại open.lazada.com. Nó không bao giờ được gửi đi: yêu cầu được ký bằng nó.',
  'It is the App Callback URL, on the page of your app at open.lazada.com, letter for letter.':
    'Đó là App Callback URL, ở trang ứng dụng của bạn tại open.lazada.com, đúng từng ký tự.',
  'Remove it: permissions are requested on the page of your app at open.lazada.com.':
    'Hãy bỏ nó đi: quyền được xin ở trang ứng dụng của bạn tại open.lazada.com.',
  "Check clientSecret (the App Secret), and this machine's clock: requests are signed with both.":
    'Kiểm tra clientSecret (App Secret) và đồng hồ của máy này: yêu cầu được ký bằng cả hai.',
  'Start the login again: a code works once, for 30 minutes, and only for the app that it was made for.':
    'Đăng nhập lại: mỗi code chỉ dùng được một lần, trong 30 phút, và chỉ cho ứng dụng đã xin nó.',
  'The seller must authorize again.': 'Người bán phải cấp quyền lại.',
  "Apps in Lazada's service market get tokens that live as long as the seller's order, and refresh none: the seller logs in again when the order is renewed.":
    'Ứng dụng trên chợ dịch vụ của Lazada nhận token sống đúng bằng đơn hàng của người bán và không làm mới được: khi đơn được gia hạn, người bán đăng nhập lại.',
  'Check clientId (the App Key) and clientSecret.': 'Kiểm tra clientId (App Key) và clientSecret.',
  'Check clientId (the App Key) at open.lazada.com.': 'Kiểm tra clientId (App Key) tại open.lazada.com.',
  "Add this machine's address to the IP whitelist of the app at open.lazada.com.":
    'Thêm địa chỉ của máy này vào danh sách IP được phép của ứng dụng tại open.lazada.com.',
}
