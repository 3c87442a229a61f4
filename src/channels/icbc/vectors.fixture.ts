/** Vectors for tests: keys of nobody, and texts signed once with `openssl dgst -sha1|-sha256 -sign`. The texts are canonical by docs/channels.md 4.2 and 4.8. */
export const MERCHANT_PRIVATE =
  'MIICdwIBADANBgkqhkiG9w0BAQEFAASCAmEwggJdAgEAAoGBAKZIxhhsNlqJ2plEEo6g17VAkgbOpp2sobUqwIFdWIpQiW5TzWSJx+EPEomxGLLF+hq5d7AcoCeW4Qe39mM2YwWwQyyn5cljbnhRGe4EOO0+2nqx70AY5O+Mx1Z/fl7RatxqjWQfdTfCIn7TkOSyoySnt/cDiu1jTRbGvzzH/Y5DAgMBAAECgYA6D2DzuB0GYens6ALewDRxOhmCvPcaSOOxoTrUMKawrMw/tI0b1Kvw3lVntGleSpg4apfq6yPUju8FxesG2z+ZdctdtyV/HzIyuDXLqQFrZimUrf5/s9YLpcAgKhj4bNlTs9zAzB3xaEuX61PN3PmmaBy5GwtPquNsmeOXF0ICsQJBAM+ue1ea5jrUaCu+wrcBjGjJPMyz27tmYqFs8sM5W65TY0GxCBULWNUQ0tMqv3H+xHnI5P+Tw56LXcskYwikmosCQQDM+KsQvB9lCx+RloIeHeC2VD6a4QBvpJ2XPOxO2xiHgDmz786UAnXXNX3Jm0LKIPnfswaEeyS7ZzBqWKTjkiopAkEAuQYWxxaudM0VvZtm+An+IMDgVPMMGSn/Rxe8NCdewbFy5Wyl6bHBQ5mIai9UfmfefS14ryXjCtXZCwlw3ZtgPwJBAL/StJ17wVHZ4BhrJ6ixw3w/STu++J6DC2zfejOuPb2J1fa8pbLEvq3ChM7pe88Yn2Cn9aCEcnLj9l6ASQgk4UkCQA4MY9weirb+JbW7tRFYvtzIJfaBPSPVNK+PQts4ZWqiMOdy2IBV25Oy013IWmn2wTbi3uNqiVwlUAgFpflsUwE=';

export const MERCHANT_PUBLIC =
  'MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQCmSMYYbDZaidqZRBKOoNe1QJIGzqadrKG1KsCBXViKUIluU81kicfhDxKJsRiyxfoauXewHKAnluEHt/ZjNmMFsEMsp+XJY254URnuBDjtPtp6se9AGOTvjMdWf35e0Wrcao1kH3U3wiJ+05DksqMkp7f3A4rtY00Wxr88x/2OQwIDAQAB';

export const GATEWAY_PRIVATE =
  'MIICdwIBADANBgkqhkiG9w0BAQEFAASCAmEwggJdAgEAAoGBAM4GX3YNLTGTTsi31gX2vOSWmK4LKhoEkrDbBPlDGnlky7N1WNFIDfHcwO23xZTiIDQHh5IPQSjT3hnoyBlAhj6Hh92Otk2hgFfMFDjuFja+hr5wwT2CTkGNIr+kJy6H8mpcfHpQ3hdWO5e6tgW6g4CWfzatzZlbk10NRD3uxJTlAgMBAAECgYEAlq5ai0C/2Q5gBLVPtzTqmlT6ffB0bmsBzo+hZ50Ic9igkzQ0LXyBlm9aO4K441cvLl6DbPPzOCUcv95c2vsyMp/WIgEy6aFC55iTxpB6xR9jJePO1rlZUEHcWwsd1scu7n9j5wNfqjp5o8oBzcSRKFBWrKRTmqPnQO/3GlpxLlECQQD92r5EfHAXm8vjscNTy4Bu4aH8wZCgiiX8gNgdL5qICYPVh+MCCfornhxwNA4UWwBcZJhzHxsfc+zj3pXSqBGzAkEAz8QkcTA3HYMqqdXZSKz/XPP6jf6NBxwCo1f7RR6p0+m5heVTGQrGWs/osifFfvus4+hCQ6crwKx/WvtWyq0DBwJAEhy9Xp2SUdzn20MfsKbgbwjiSep1qz6wHygCQ3LWD8a+BUpAxDB6DQqm9MqCBqnHiNAUoIIjqUbYLBoBjpo3SQJBAM2Z1k5EXmZQJOoIe4tV1ybPMcVOf5TnfRzTtg4CeCEDC9qaw47mgL/hOu8COIie2cp3TwvP5JY4nZcVXiAW8gUCQFth6ZqbhRzFu2zIZYJASW0eEYEMKkAsvuK95m9XeiVUMrqx7LvjH0VSo+FuYu1wM2FhgWgu79nxrPQ+HAkzW14=';

export const GATEWAY_PUBLIC =
  'MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDOBl92DS0xk07It9YF9rzklpiuCyoaBJKw2wT5Qxp5ZMuzdVjRSA3x3MDtt8WU4iA0B4eSD0Eo094Z6MgZQIY+h4fdjrZNoYBXzBQ47hY2voa+cME9gk5BjSK/pCcuh/JqXHx6UN4XVjuXurYFuoOAln82rc2ZW5NdDUQ97sSU5QIDAQAB';

/** RSA2, by the merchant. */
export const REQUEST = {
  text: '/api/cardbusiness/aggregatepay/b2c/online/orderqry/V1?app_id=10000000000000000001&biz_content={"mer_id":"020000000001","out_trade_no":"LZP250101abcdefghijklmnop","deal_flag":"0","icbc_appid":"10000000000000000001","mer_prtcl_no":"0200000000010201"}&charset=UTF-8&format=json&msg_id=00000000000000000000000000000000&sign_type=RSA2&timestamp=2025-01-01 00:00:00',
  sign: 'Tc7JK7E0re84/0Qp/ivVQGSDPAX3Axj74PTemk2mY2mqpyUXc2Um+chUY6+vWFQHFfZuPZ1pSYvJVUmxyGXEd1bOAy8EJwvhPcE7PHbJ+8ZktZiU+GH8zeYTBxZ9JbbkhDjDo/6F2Dn6RBv/pXN5CUdfvxyycoF1wP+PODw5NX4=',
};

/** By the gateway. */
export const ANSWER = {
  text: '{"return_code":0,"return_msg":"成功 a\\/b","msg_id":"m1","pay_status":"0","mer_id":"020000000001","out_trade_no":"LZP250101abcdefghijklmnop","order_id":"020000000001000002501010000001","total_amt":"1990","payment_amt":"1890","third_trade_no":"4200000000202501010000000001","pay_time":"20250101000259"}',
  RSA: 'izVdmsTgb0gkr6wcT9p4AexIgfqlZ4fHAN/ZWprOmWOOKn/uDlyha0/U4HSXwZ+V1FeH+gV8XIS0p18dAFhTMVXe3IyDKMmIqS66UAjHsQp78g4ds9Z6PElvMlM6Cw1qK2cSKzX/C8Pi5EvZljFQIeoah2xMEbaDArFx6fC2BOM=',
  RSA2: 'y0gM/U+YV23gvGZKf82XQfIWYoNFrLaru7a/C0c7rBblvoSyg1HPMz5vyxVk1p5CfD1sAUPcDGSSnFL2NrizTu0kX5DFoMJFgLrQse1nbeNr9UvS+0DWhmuvLBzT5qp1lA7et97mRQtyoRTbH+yhvwLsO9i4y+jm45gbNmPXB3A=',
};

/** RSA, by the gateway. */
export const CALLBACK = {
  text: '/callbacks/icbc?api=/api/cardbusiness/qrcode/consumption/V1&app_id=10000000000000000001&biz_content={"return_code":"0","return_msg":"成功 1+1=2 & more","returnCode":"0","msg_id":"020000000001000002501010000001","mer_id":"020000000001","out_trade_no":"LZP250101abcdefghijklmnop","order_id":"020000000001000002501010000001","third_trade_no":"4200000000202501010000000001","total_amt":"1990","payment_amt":"1890","pay_type":"9","card_no":"","attach":"","pay_time":"20250101000259"}&charset=UTF-8&format=json&from=icbc-api&sign_type=RSA&timestamp=2025-01-01 00:03:00',
  sign: 'KWXFOKkDbcBwFpdp6s1OTs3dO9yKT+b2wyzSeQdmtbHCiW4gBKudW/NTthSCyYTG2pFVnYgeE7diAporic+x6uubbU/2qkbfHiTjMC4UJaPg4aKK4aiAp58gnHj9NTD5CZ3BSxNEXmBRohUOkumeOie+syAEQS5+qWkY1+avNDA=',
};

/** RSA2, by the merchant. */
export const REPLY = {
  text: '"response_biz_content":{"return_code":0,"return_msg":"success","returnCode":"0","msg_id":"00000000000000000000000000000000"},"sign_type":"RSA2"',
  sign: 'FiTebYf5CKz1giX5E7KXWotorHmS8gO2JZ9Dyfzzi8KwpiHowbFzBGxvPLPuUribCM2QYRHwzKgbztfbn1dsOzHVC9A/dhCW/LiPmQNIs9p2yKxcbG6dF6m2NQs1LI1b49S1o6oMiQ1R9OitL3X2pzq+SmRrHDRjZD+S47UOvAM=',
};
